package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Region;
import dev.konkyo.heatmap.Regions;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import java.util.List;

/**
 * MaxBoxAccV2 (Choe et al. 2020, "Evaluation for Weakly Supervised Object Localization: Protocol, Metrics, and Datasets", MaxBoxAccV2): the
 * share of photos in which a box around a connected part of the map above a threshold overlaps an object's box by at least δ, at the
 * threshold that suits all photos best; the mean over δ of 0.3, 0.5 and 0.7. Each map is stretched from its minimum to its maximum
 * first, as published; thresholds lie 0.01 apart, and boxes are found on at most 112 × 112 cells.
 */
public record MaxBoxAcc() implements LocalizationMetric<MaxBoxAcc.Hits> {
    private static final double[] OVERLAPS = {0.3, 0.5, 0.7};
    private static final int THRESHOLDS = 100;
    private static final int SIDE = 112;

    /** The best overlap with an object's box at each threshold. */
    public record Hits(List<Double> overlaps) {
        public Hits {
            overlaps = List.copyOf(overlaps);
        }
    }

    @Override
    public Measure measure() {
        return new Measure(
                "max-box-acc-v2",
                Subject.PLACE,
                Better.HIGHER,
                Contest.BASELINES,
                "0 to 1",
                "Share of photos in which a box around the evidence fits a box around an object, at the best threshold for all photos.",
                "Choe et al. 2020");
    }

    @Override
    public Hits observe(Located photo) {
        int height = Math.min(SIDE, photo.mask().height());
        int width = Math.min(SIDE, photo.mask().width());
        double factorX = (double) width / photo.mask().width();
        double factorY = (double) height / photo.mask().height();
        var objects =
                photo.boxes().stream().map(box -> box.scaled(factorX, factorY)).toList();
        float[] values = Heatmap.over(
                        height, width, photo.mask().height(), photo.mask().width(), photo.pixels(), Unit.RELATIVE)
                .resized(height, width)
                .values();
        var grid = Heatmap.over(height, width, height, width, ExplanationMap.normalised(values), Unit.RELATIVE);
        Double[] overlaps = new Double[THRESHOLDS];
        for (int i = 0; i < THRESHOLDS; i++) {
            var regions = new Regions((float) i / THRESHOLDS, 1).in(grid, height, width);
            overlaps[i] = best(regions, objects);
        }
        return new Hits(List.of(overlaps));
    }

    private static double best(List<Region> regions, List<Box> objects) {
        double best = 0;
        for (Region region : regions) {
            for (Box object : objects) {
                best = Math.max(best, region.box().iou(object));
            }
        }
        return best;
    }

    @Override
    public double value(List<Hits> photos) {
        double sum = 0;
        for (double overlap : OVERLAPS) {
            int most = 0;
            for (int i = 0; i < THRESHOLDS; i++) {
                int hits = 0;
                for (Hits photo : photos) {
                    hits += photo.overlaps.get(i) >= overlap ? 1 : 0;
                }
                most = Math.max(most, hits);
            }
            sum += (double) most / photos.size();
        }
        return sum / OVERLAPS.length;
    }
}
