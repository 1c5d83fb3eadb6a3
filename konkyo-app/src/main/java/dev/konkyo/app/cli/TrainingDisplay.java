package dev.konkyo.app.cli;

import dev.konkyo.torch.training.EpochResult;
import dev.konkyo.torch.training.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Shows a training run: a bar with the time left on a terminal, and one line per epoch. */
final class TrainingDisplay implements TrainingListener, AutoCloseable {
    private final Output output;
    private final Interruption interruption;
    private @Nullable ProgressLine bar;

    TrainingDisplay(Output output, Interruption interruption) {
        this.output = output;
        this.interruption = interruption;
    }

    @Override
    public boolean stop() {
        return interruption.happened();
    }

    @Override
    public void step(TrainingListener.Progress run) {
        if (bar == null) {
            // The bar covers all epochs, so that the time left is the run's.
            bar = ProgressLine.start(output, "training", (long) run.epochs() * run.stepsPerEpoch());
        }
        bar.at((long) (run.epoch() - 1) * run.stepsPerEpoch() + run.steps());
        bar.say("epoch %d/%d, %.0f images/s, loss %.3f, accuracy %.3f"
                .formatted(run.epoch(), run.epochs(), run.imagesPerSecond(), run.loss(), run.accuracy()));
    }

    @Override
    public void fold(int fold, int folds) {
        finish();
        output.note(fold == 0 ? "all photos" : "fold %d of %d".formatted(fold, folds));
    }

    @Override
    public void epoch(EpochResult result) {
        var validation = Double.isNaN(result.validationAccuracy())
                ? ""
                : "; validation loss %.4f, accuracy %.4f"
                        .formatted(result.validationLoss(), result.validationAccuracy());
        var cosines = result.cosines() == null
                ? ""
                : "; mean off-class cosine %.3f".formatted(result.cosines().offClass());
        output.note("epoch %d: loss %.4f, accuracy %.4f%s%s; %.0f images/s, %.1f s"
                .formatted(
                        result.epoch(),
                        result.trainingLoss(),
                        result.trainingAccuracy(),
                        validation,
                        cosines,
                        result.imagesPerSecond(),
                        result.seconds()));
    }

    @Override
    public void note(String sentence) {
        output.note(sentence);
    }

    /** Takes the bar away. */
    void finish() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        finish();
    }
}
