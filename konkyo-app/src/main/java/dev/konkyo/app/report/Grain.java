package dev.konkyo.app.report;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.ModelCard;
import java.util.EnumSet;
import java.util.Set;

/** How fine a map is drawn. */
public final class Grain {
    /** Side of the squares that pixels are averaged in, in pixels of the network's input. */
    private static final int SQUARE = 8;

    /** Units of pixels' parts for and against a score. */
    private static final Set<Unit> NET = EnumSet.of(Unit.SCORE, Unit.COSINE_GRADIENT, Unit.COSINE_CHANGE);

    private Grain() {}

    /**
     * A map as people can read it. Coarse maps stay as they are. One with a value for each pixel of the network's input is averaged in
     * squares, since evidence of neighbouring pixels cancels out. Where a score's parts for and against are still much larger than what is
     * left of them, those for it are drawn weaker: so that together they are what is left, and never stronger than they are.
     */
    public static Heatmap drawn(Heatmap map, ModelCard card) {
        boolean pixels = map.height() == card.preprocessing().height()
                && map.width() == card.preprocessing().width();
        int height = Math.ceilDiv(map.height(), SQUARE);
        int width = Math.ceilDiv(map.width(), SQUARE);
        return pixels && height > 1 && width > 1 ? net(averaged(map, height, width)) : map;
    }

    private static Heatmap net(Heatmap map) {
        if (!NET.contains(map.unit())) {
            return map;
        }
        double positive = map.positive().mean();
        return map.scaled(positive == 0 ? 1 : (float) (Math.max(map.mean(), 0) / positive));
    }

    private static Heatmap averaged(Heatmap map, int height, int width) {
        double[] sums = new double[height * width];
        int[] counts = new int[sums.length];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                int cell = y * height / map.height() * width + x * width / map.width();
                sums[cell] += map.at(y, x);
                counts[cell]++;
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / counts[i]);
        }
        return new Heatmap(height, width, means, map.unit(), map.placement());
    }
}
