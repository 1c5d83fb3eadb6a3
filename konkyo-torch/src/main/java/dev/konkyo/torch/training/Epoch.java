package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TorchEngine;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One pass over the training photos and one over the validation photos. */
final class Epoch {
    private final TrainingPlan plan;
    private final PhotoFeed feed;
    private final TrainingStep step;
    private final GradientDescent descent;
    private final TrainingListener listener;
    private boolean cut;

    Epoch(TrainingPlan plan, PhotoFeed feed, TrainingStep step, GradientDescent descent, TrainingListener listener) {
        this.plan = plan;
        this.feed = feed;
        this.step = step;
        this.descent = descent;
        this.listener = listener;
    }

    /**
     * Runs it. If the listener asks to stop, the training part ends after the current step.
     *
     * @return empty if an epoch after the first was cut short, which nobody needs the numbers of
     */
    Optional<EpochResult> run(int number, Mode mode) {
        // Dropout draws from the engine's own random numbers: they begin anew, so that a resumed epoch draws the same.
        TorchEngine.seed(plan.seed() * 1_000_003 + number);
        long began = System.nanoTime();
        EpochSums training = new EpochSums();
        double rate = plan.optimization().rate();
        int steps = feed.stepsPerEpoch();
        long waitedBefore = feed.waited();
        int done = 0;
        for (Batch batch : feed.training(number)) {
            rate = rate(number, done, steps);
            descent.rate(rate);
            TrainingStep.Result result = step.learn(feed.pixels(batch), feed.targets(batch), mode, descent);
            done++;
            if (Double.isNaN(result.loss())) {
                throw new TrainingException("the loss is not a number at epoch " + number + ", step " + done + " of "
                        + steps + " (photos " + feed.names(batch)
                        + "); try a lower learning rate"
                        + (number > 1 ? "; the best model so far is kept" : ""));
            }
            training.add(result.loss(), result.correct(), batch.size());
            listener.step(new TrainingListener.Progress(
                    number,
                    plan.epochs(),
                    done,
                    steps,
                    training.loss(),
                    training.accuracy(),
                    training.photos() / seconds(began)));
            if (listener.stop()) {
                break;
            }
        }
        cut = done < steps && listener.stop();
        double trainingSeconds = seconds(began);
        double waited = (double) (feed.waited() - waitedBefore) / TimeUnit.SECONDS.toNanos(1);
        if (cut && number > 1) {
            return Optional.empty();
        }
        EpochSums validation = new EpochSums();
        for (Batch batch : feed.validation(number)) {
            TrainingStep.Result result = step.judge(feed.pixels(batch), feed.targets(batch));
            validation.add(result.loss(), result.correct(), batch.size());
        }
        return Optional.of(new EpochResult(
                number,
                rate,
                training.loss(),
                training.accuracy(),
                validation.loss(),
                validation.accuracy(),
                training.photos() / trainingSeconds,
                waited / trainingSeconds,
                seconds(began)));
    }

    /** Whether the last one ended before all of its steps were done; such a state is not one to resume from. */
    boolean cut() {
        return cut;
    }

    private double rate(int epoch, int stepsDone, int stepsPerEpoch) {
        double progress = (epoch - 1 + (double) stepsDone / stepsPerEpoch) / plan.epochs();
        return plan.optimization().rate() * plan.schedule().factor(progress);
    }

    private static double seconds(long since) {
        return (double) (System.nanoTime() - since) / TimeUnit.SECONDS.toNanos(1);
    }
}
