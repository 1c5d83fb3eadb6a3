package dev.konkyo.app.report;

import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.ModelCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that an evaluation leaves: {@code index.html} to look at, {@code evaluation.json} for programs, {@code confusion.png} for
 * slides.
 *
 * @param folder made if missing
 * @param card of the model that was evaluated
 */
public record EvaluationFolder(Path folder, ModelCard card) {
    private static final int PHOTOS_OF_A_KIND = 24;
    private static final int PICTURE_SIDE = 256;

    /**
     * Writes the files, replacing those of an earlier evaluation.
     *
     * @param json the numbers as one JSON object
     * @param data what was evaluated, in words
     */
    public void write(Evaluation evaluation, String json, String data) {
        var unit = evaluation.judgements().stream()
                .flatMap(judgement -> judgement.explanation().stream())
                .map(explanation -> explanation.heatmap().unit())
                .findFirst()
                .orElse(Unit.SCORE);
        var pictures = new JudgementPictures(PhotoReader.standard(), Scales.of(card, unit), PICTURE_SIDE);
        var page = new Page("Evaluation of " + card.network());
        page.text("Accuracy %.4f on %d photos of %s."
                .formatted(
                        evaluation.confusion().accuracy(),
                        evaluation.judgements().size(),
                        data));
        new EvaluationPage(pictures, PHOTOS_OF_A_KIND).addTo(page, evaluation);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("index.html"), page.html());
            Files.writeString(folder.resolve("evaluation.json"), json + "\n");
            Files.write(folder.resolve("confusion.png"), Charts.confusion(evaluation.confusion()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the evaluation to " + folder + ": " + e.getMessage(), e);
        }
    }
}
