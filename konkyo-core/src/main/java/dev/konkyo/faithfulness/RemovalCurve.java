package dev.konkyo.faithfulness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The score while pixels are taken away in an order. */
final class RemovalCurve {
    private RemovalCurve() {}

    /**
     * The scores after shares of the pixels were taken away.
     *
     * @param order the places in which pixels go
     * @param shares in [0, 1]
     */
    static double[] scores(Trial trial, Filling.Filled photo, int[] order, double... shares) {
        List<float[]> changed = new ArrayList<>();
        for (double share : shares) {
            boolean[] removed = new boolean[order.length];
            int count = (int) Math.round(share * order.length);
            for (int i = 0; i < count; i++) {
                removed[order[i]] = true;
            }
            if (count > 0) {
                changed.add(photo.without(removed));
            }
        }
        var scored = Arrays.stream(trial.scores(changed)).iterator();
        // Nothing taken away is the photo itself.
        return Arrays.stream(shares)
                .map(share -> Math.round(share * order.length) == 0 ? trial.score() : scored.nextDouble())
                .toArray();
    }

    /** 0, 1 / steps, ..., 1. */
    static double[] steps(int steps) {
        double[] shares = new double[steps + 1];
        Arrays.setAll(shares, i -> (double) i / steps);
        return shares;
    }

    /** 1, ..., 1 / steps, 0. */
    static double[] reversedShares(int steps) {
        double[] shares = new double[steps + 1];
        Arrays.setAll(shares, i -> (double) (steps - i) / steps);
        return shares;
    }

    /** The other way round. */
    static int[] reversed(int... order) {
        int[] reversed = new int[order.length];
        Arrays.setAll(reversed, i -> order[order.length - 1 - i]);
        return reversed;
    }
}
