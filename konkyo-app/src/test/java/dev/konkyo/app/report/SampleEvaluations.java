package dev.konkyo.app.report;

import dev.konkyo.dataset.Skipped;
import dev.konkyo.evidence.Explanation;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Evaluations that no model made: drawn photos, and scores and evidence by chance. */
final class SampleEvaluations {
    private static final int HEIGHT = 90;
    private static final int WIDTH = 120;
    private static final int CELLS = 6;

    private SampleEvaluations() {}

    /** The card of a model with so many classes. */
    static ModelCard card(int classes) {
        var labels = IntStream.range(0, classes)
                .mapToObj("class %03d <&>"::formatted)
                .toList();
        return ModelCard.of("imagined", labels, Preprocessing.stretched(WIDTH, WIDTH));
    }

    /** Judgements on drawn photos that are written to the folder; about every fifth is wrong. */
    static Evaluation of(int classes, int perClass, Path folder) {
        var random = new Random(classes);
        var labels = card(classes).labels();
        List<Judgement> judgements = new ArrayList<>();
        for (int truth = 0; truth < classes; truth++) {
            for (int i = 0; i < perClass; i++) {
                judgements.add(judgement(labels, truth, folder.resolve("%03d_%02d.jpg".formatted(truth, i)), random));
            }
        }
        return new Evaluation(
                labels,
                judgements,
                List.of(new Skipped(folder.resolve("a<b>.jpg"), "is truncated after 12 & 3 bytes")));
    }

    private static Judgement judgement(List<String> labels, int truth, Path file, Random random) {
        photo(file, truth, random);
        int said = random.nextInt(5) == 0 ? (truth + 1 + random.nextInt(3)) % labels.size() : truth;
        float score = 0.4f + 0.6f * random.nextFloat();
        List<Float> scores = new ArrayList<>(Collections.nCopies(labels.size(), (1 - score) / (labels.size() - 1)));
        scores.set(said, score);
        var prediction = new Prediction(said, labels, scores);
        float[] values = new float[CELLS * CELLS];
        values[random.nextInt(values.length)] = 25;
        var map = new Heatmap(
                CELLS,
                CELLS,
                values,
                Unit.SCORE,
                Preprocessing.stretched(WIDTH, WIDTH).placement(HEIGHT, WIDTH));
        var timing = new Timing(2 + random.nextDouble(), OptionalDouble.of(4), OptionalDouble.of(5));
        return new Judgement(
                file,
                truth,
                Optional.empty(),
                prediction,
                Optional.of(new Explanation(prediction, prediction.label(), map)),
                timing);
    }

    private static void photo(Path file, int truth, Random random) {
        byte[] rgb = new byte[3 * HEIGHT * WIDTH];
        for (int i = 0; i < HEIGHT * WIDTH; i++) {
            double wave =
                    Math.sin((i % WIDTH + 1.0) * (truth % 9 + 1) / 20) * Math.cos(i / WIDTH * (truth / 9 + 1) / 15.0);
            rgb[3 * i] = (byte) (120 + 90 * wave + random.nextInt(20));
            rgb[3 * i + 1] = (byte) (100 + 60 * wave);
            rgb[3 * i + 2] = (byte) (60 + truth % 128);
        }
        try {
            Files.createDirectories(file.getParent());
            PhotoWriter.writeJpeg(new Image(HEIGHT, WIDTH, rgb), file, 90);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
