package dev.konkyo.app.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whether probabilities can be taken at their word: of the photos that a model is 0.8 sure of, are eight of ten judged right? After C. Guo,
 * G. Pleiss, Y. Sun and K. Weinberger, "On calibration of modern neural networks", ICML 2017.
 *
 * @param bins of equal width from 0 to 1, also those without photos
 */
public record Calibration(List<Bin> bins) {
    /** As in the paper's tables. */
    public static final int BINS = 15;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * The photos of one range of confidence, the winning label's probability.
     *
     * @param low excluded
     * @param high included
     * @param right of the photos
     * @param confidence mean of the photos'; 0 without photos
     */
    public record Bin(double low, double high, int photos, int right, double confidence) {
        /** Share of the photos that were judged right, in [0, 1]; 0 without photos. */
        public double accuracy() {
            return photos == 0 ? 0 : (double) right / photos;
        }

        /** How far confidence and accuracy are apart, in [0, 1]. */
        public double gap() {
            return Math.abs(accuracy() - confidence);
        }
    }

    /** The calibration of judgements whose scores are probabilities. */
    public static Calibration of(Collection<Judgement> judgements) {
        return of(judgements, BINS);
    }

    static Calibration of(Collection<Judgement> judgements, int count) {
        int[] photos = new int[count];
        int[] right = new int[count];
        double[] sums = new double[count];
        for (var judgement : judgements) {
            double confidence = judgement.prediction().score();
            // Bin m holds ((m - 1) / M, m / M] (section 2).
            int bin = Math.clamp((int) Math.ceil(confidence * count) - 1, 0, count - 1);
            photos[bin]++;
            right[bin] += judgement.right() ? 1 : 0;
            sums[bin] += confidence;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double mean = photos[i] == 0 ? 0 : sums[i] / photos[i];
            bins.add(new Bin((double) i / count, (i + 1.0) / count, photos[i], right[i], mean));
        }
        return new Calibration(bins);
    }

    /** The bins that hold photos. */
    public List<Bin> filled() {
        return bins.stream().filter(bin -> bin.photos() > 0).toList();
    }

    /** The expected calibration error (equation 3), in [0, 1]; 0 without photos. */
    public double expectedError() {
        int all = bins.stream().mapToInt(Bin::photos).sum();
        return bins.stream()
                .filter(bin -> bin.photos() > 0)
                .mapToDouble(bin -> (double) bin.photos() / all * bin.gap())
                .sum();
    }

    /** The maximum calibration error (equation 5), in [0, 1]; 0 without photos. */
    public double maximumError() {
        return filled().stream().mapToDouble(Bin::gap).max().orElse(0);
    }
}
