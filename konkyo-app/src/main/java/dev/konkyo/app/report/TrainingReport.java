package dev.konkyo.app.report;

import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.EpochResult;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.TrainingOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A training run to look at: {@code report.html} in the run's folder. */
public record TrainingReport(RunFolder run) {
    private static final int PHOTOS_OF_A_KIND = 12;
    private static final int PICTURE_SIDE = 256;

    /**
     * Writes the page.
     *
     * @param held the best model's judgements on the photos that were held back
     */
    public Path write(TrainingOutcome outcome, Optional<Evaluation> held) {
        var card = ModelFile.read(run.model()).model().card();
        var page = new Page("Training of " + card.network());
        page.text("Best epoch %d of %d%s; validation accuracy %.4f."
                .formatted(
                        outcome.best().epoch(),
                        outcome.epochs().size(),
                        outcome.stopped() ? " (ended early)" : "",
                        outcome.best().validationAccuracy()));
        page.heading("Epochs");
        page.html("<div class=\"gallery\">" + curves(outcome.epochs()) + "</div>");
        held.ifPresent(evaluation -> {
            var pictures = new JudgementPictures(PhotoReader.standard(), Scales.of(card, Unit.SCORE), PICTURE_SIDE);
            new EvaluationPage(pictures, PHOTOS_OF_A_KIND).addTo(page, evaluation);
        });
        var file = run.folder().resolve("report.html");
        try {
            Files.writeString(file, page.html());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return file;
    }

    private static String curves(List<EpochResult> epochs) {
        return chart("loss", epochs, EpochResult::trainingLoss, EpochResult::validationLoss)
                + chart("accuracy", epochs, EpochResult::trainingAccuracy, EpochResult::validationAccuracy);
    }

    private static String chart(
            String axis,
            List<EpochResult> epochs,
            ToDoubleFunction<EpochResult> training,
            ToDoubleFunction<EpochResult> validation) {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        lines.put("training", epochs.stream().mapToDouble(training).boxed().toList());
        lines.put("validation", epochs.stream().mapToDouble(validation).boxed().toList());
        return Page.figure(Charts.lines(axis, lines), axis + " by epoch");
    }
}
