package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import dev.konkyo.heatmap.Heatmap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The chance that a marked pixel has more evidence than an unmarked one, over the pixels of all photos together, OK photos included, in
 * the maps' own unit (Bergmann et al. 2019, "MVTec AD", per-pixel ROC AUC). Values are ranked in up to 1024 bins that hold about as many cells
 * of the maps each; within a bin they count as equal.
 */
public final class PixelAuroc implements LocalizationMetric<Histogram> {
    private static final int BINS = 1024;

    private final float[] edges;
    private final Histogram clean;

    /**
     * A metric for maps of one method.
     *
     * @param maps all of them, of which the bins are made
     * @param clean maps of OK photos
     */
    public PixelAuroc(Collection<Heatmap> maps, Collection<Clean> clean) {
        edges = edges(maps);
        this.clean = new Histogram(edges.length + 1);
        for (Clean photo : clean) {
            for (float value : photo.pixels()) {
                this.clean.add(bin(value), false);
            }
        }
    }

    private static float[] edges(Collection<Heatmap> maps) {
        float[] all =
                new float[maps.stream().mapToInt(map -> map.values().length).sum()];
        int filled = 0;
        for (Heatmap map : maps) {
            System.arraycopy(map.values(), 0, all, filled, map.values().length);
            filled += map.values().length;
        }
        Arrays.sort(all);
        float[] edges = new float[BINS];
        int count = 0;
        for (int i = 0; i < BINS && all.length > 0; i++) {
            float value = all[(int) ((long) i * (all.length - 1) / (BINS - 1))];
            if (count == 0 || value > edges[count - 1]) {
                edges[count++] = value;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    /** How many edges are at most the value. */
    private int bin(float value) {
        int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found + 1 : -found - 1;
    }

    @Override
    public Measure measure() {
        return new Measure(
                "pixel-auroc",
                Subject.PLACE,
                Better.HIGHER,
                Contest.BASELINES,
                "0 to 1",
                "Chance that a marked pixel has more evidence than an unmarked one, OK photos included; 0.5 is chance.",
                "Bergmann et al. 2019");
    }

    @Override
    public Histogram observe(Located photo) {
        var histogram = new Histogram(edges.length + 1);
        for (int i = 0; i < photo.pixels().length; i++) {
            histogram.add(bin(photo.pixels()[i]), photo.mask().pixels()[i]);
        }
        return histogram;
    }

    @Override
    public double value(List<Histogram> photos) {
        if (photos.isEmpty()) {
            return Double.NaN;
        }
        List<Histogram> all = new ArrayList<>(photos);
        all.add(clean);
        return new Histogram.Sum(edges.length + 1, all).areaUnderRoc();
    }
}
