package dev.konkyo.app.report;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that an evaluation leaves: {@code index.html} to look at, {@code evaluation.json} for programs, {@code confusion.png} for
 * slides.
 *
 * @param folder made if missing
 * @param card of the model that was evaluated
 */
public record EvaluationFolder(Path folder, ModelCard card) {
    private static final int PICTURE_SIDE = 224;

    /**
     * Writes the files, replacing those of an earlier evaluation.
     *
     * @param json the numbers as one JSON object
     * @param photos what was evaluated
     * @param notes what a reader of the numbers must know, one sentence each
     */
    public void write(Evaluation evaluation, String json, Dataset photos, List<String> notes) {
        var pictures = new JudgementPictures(PhotoReader.standard(), Scales.of(card, evaluation), PICTURE_SIDE);
        var sections = new EvaluationSections(card, evaluation, pictures);
        var page = new Page("Evaluation of " + card.network());
        notes.forEach(page::text);
        page.numbers(sections.numbers())
                .add(sections.all())
                .add(FactsSection.of(card))
                .add(new FactsSection("Photos", facts(photos)))
                .add(new SkippedSection(evaluation.skipped()));
        AtomicFile.folder(folder);
        page.write(folder.resolve("index.html"));
        AtomicFile.text(folder.resolve("evaluation.json"), json + "\n");
        AtomicFile.write(folder.resolve("confusion.png"), out -> out.write(Charts.confusion(evaluation.confusion())));
    }

    private static Map<String, String> facts(Dataset photos) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("folder", photos.folder().toString());
        facts.put("photos", photos.counts().summary());
        facts.put("hash of the photos", DatasetHash.of(photos));
        return facts;
    }
}
