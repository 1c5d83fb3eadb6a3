package dev.konkyo.faithfulness;

import java.util.List;

/** How many marked and unmarked pixels have values in each of some bins, ascending. */
final class Histogram {
    private final int[] marked;
    private final int[] unmarked;

    Histogram(int bins) {
        marked = new int[bins];
        unmarked = new int[bins];
    }

    void add(int bin, boolean mark) {
        (mark ? marked : unmarked)[bin]++;
    }

    /** Pixels of several photos together. */
    static final class Sum {
        private final long[] marked;
        private final long[] unmarked;

        Sum(int bins, List<Histogram> photos) {
            marked = new long[bins];
            unmarked = new long[bins];
            for (Histogram photo : photos) {
                for (int bin = 0; bin < bins; bin++) {
                    marked[bin] += photo.marked[bin];
                    unmarked[bin] += photo.unmarked[bin];
                }
            }
        }

        /** The chance that a marked pixel has a higher value than an unmarked one; equal bins count half. */
        double areaUnderRoc() {
            double below = 0;
            double pairs = 0;
            double marks = 0;
            for (int bin = 0; bin < marked.length; bin++) {
                pairs += marked[bin] * (below + unmarked[bin] / 2.0);
                below += unmarked[bin];
                marks += marked[bin];
            }
            return pairs / (marks * below);
        }

        /** The sum over falling thresholds of precision times the gain in recall. */
        double averagePrecision() {
            double all = 0;
            for (long count : marked) {
                all += count;
            }
            double hits = 0;
            double named = 0;
            double sum = 0;
            for (int bin = marked.length - 1; bin >= 0; bin--) {
                hits += marked[bin];
                named += (double) marked[bin] + unmarked[bin];
                if (marked[bin] > 0) {
                    sum += hits / named * (marked[bin] / all);
                }
            }
            return all == 0 ? Double.NaN : sum;
        }
    }
}
