package dev.konkyo.app.report;

import dev.konkyo.dataset.Batch;
import dev.konkyo.dataset.BatchLoader;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.LoaderPlan;
import dev.konkyo.dataset.Sample;
import dev.konkyo.dataset.Sampler;
import dev.konkyo.heatmap.Captioned;
import dev.konkyo.heatmap.ContactSheet;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.augment.AugmentationPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a network sees of some photos in the course of a training: each row begins with the photo as in an evaluation, then come as many
 * epochs. The pictures are made by the loader of the training itself.
 *
 * @param rows photos, taken from the classes in turn
 * @param epochs varied pictures of each
 */
public record AugmentationSheet(int rows, int epochs) {
    /** Small pictures are shown larger, large ones smaller. */
    private static final int SMALLEST_CELL = 112;

    private static final int LARGEST_CELL = 224;

    /** Large enough to judge, small enough for a screen. */
    public static AugmentationSheet standard() {
        return new AugmentationSheet(6, 7);
    }

    /**
     * Draws the sheet.
     *
     * @param photos the training part
     * @param seed of the changes
     */
    public Image of(Dataset photos, Preprocessing preprocessing, AugmentationPolicy policy, long seed) {
        List<Sample> chosen = chosen(photos);
        List<List<Captioned>> sheet = chosen.stream()
                .map(_ -> (List<Captioned>) new ArrayList<Captioned>())
                .toList();
        add(sheet, chosen, photos, preprocessing, LoaderPlan.evaluation(chosen.size(), 1));
        add(
                sheet,
                chosen,
                photos,
                preprocessing,
                LoaderPlan.training(chosen.size(), policy, seed, epochs)
                        .with(new Sampler.InOrder())
                        .with(LoaderPlan.Remainder.KEEP));
        int height = Math.clamp(preprocessing.height(), SMALLEST_CELL, LARGEST_CELL);
        int width = Math.clamp(preprocessing.width(), SMALLEST_CELL, LARGEST_CELL);
        return new ContactSheet(1 + epochs, height, width)
                .of(sheet.stream()
                        .filter(row -> row.size() == 1 + epochs)
                        .flatMap(List::stream)
                        .toList());
    }

    /** As many of each class as of the others, as far as there are enough. */
    private List<Sample> chosen(Dataset photos) {
        int[] times = new int[photos.labels().size()];
        int[] turn = photos.samples().stream()
                .mapToInt(sample -> times[sample.label()]++)
                .toArray();
        return IntStream.range(0, turn.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> turn[i]))
                .limit(rows)
                .map(photos.samples()::get)
                .toList();
    }

    private static void add(
            List<List<Captioned>> sheet,
            List<Sample> chosen,
            Dataset photos,
            Preprocessing preprocessing,
            LoaderPlan plan) {
        try (BatchLoader loader = new BatchLoader(chosen, preprocessing, PhotoReader.standard(), plan)) {
            for (int epoch = 0; epoch < plan.epochs(); epoch++) {
                for (Batch batch : loader.epoch(epoch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        Image picture = preprocessing.picture(batch.inputs().planes(i), 0);
                        sheet.get(batch.samples()[i]).add(new Captioned(caption(batch, i, photos.labels()), picture));
                    }
                }
            }
        }
    }

    /** The label, or both with their shares. */
    private static String caption(Batch batch, int index, List<String> labels) {
        float[] shares = batch.shares(labels.size());
        List<String> shown = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            float share = shares[index * labels.size() + label];
            if (share > 0.999f) {
                return labels.get(label);
            } else if (share > 0.0005f) {
                shown.add(String.format(Locale.ROOT, "%.2f %s", share, labels.get(label)));
            }
        }
        return String.join(" + ", shown);
    }
}
