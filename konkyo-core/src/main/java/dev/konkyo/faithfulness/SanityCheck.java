package dev.konkyo.faithfulness;

import dev.konkyo.heatmap.Heatmap;
import java.util.List;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * Whether a method's maps change when the model forgets what it learnt (Adebayo et al. 2018, "Sanity Checks for Saliency Maps", section
 * 3). A map that stays as it was does not show what the model learnt.
 *
 * @param steps from the least to the most forgotten
 */
public record SanityCheck(List<Step> steps) {
    /** Maps of a fully random network that are ranked this much like the trained one's fail; the paper sets no limit. */
    public static final double LIMIT = 0.5;

    /**
     * How alike the maps still are, as means over photos.
     *
     * @param name of the part that was forgotten last
     * @param rankCorrelation Spearman's, in [-1, 1]; 0 for constant maps
     * @param similarity structural similarity, in [-1, 1]
     */
    public record Step(String name, double rankCorrelation, double similarity) {
        /**
         * Compares maps of the same photos.
         *
         * @param trained maps of the model as it is
         * @param random maps of the model that forgot
         */
        public static Step of(String name, List<Heatmap> trained, List<Heatmap> random) {
            double correlation = 0;
            double similarity = 0;
            for (int i = 0; i < trained.size(); i++) {
                float[] before = trained.get(i).values();
                float[] after = random.get(i).values();
                correlation += spearman(before, after) / trained.size();
                similarity += new StructuralSimilarity(trained.get(i).width())
                                .of(ExplanationMap.normalised(before), ExplanationMap.normalised(after))
                        / trained.size();
            }
            return new Step(name, correlation, similarity);
        }
    }

    public SanityCheck {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a sanity check needs at least one step");
        }
    }

    /** Whether the maps of a network without any trained weight are still like those of the trained one. */
    public boolean failed() {
        return Math.abs(steps.getLast().rankCorrelation) > LIMIT;
    }

    static double spearman(float[] before, float[] after) {
        double[] a = new double[before.length];
        double[] b = new double[after.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = before[i];
            b[i] = after[i];
        }
        double correlation = a.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(a, b);
        return Double.isNaN(correlation) ? 0 : correlation;
    }
}
