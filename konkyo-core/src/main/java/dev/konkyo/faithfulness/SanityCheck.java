package dev.konkyo.faithfulness;

import dev.konkyo.heatmap.Heatmap;
import java.util.List;
import java.util.OptionalDouble;
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

    /** What the check says of a method. */
    public enum Verdict {
        PASSES,
        FAILS,
        /** All maps are constant, which have no ranks. */
        NONE
    }

    /**
     * How alike the maps still are, as means over the photos that can be compared; 0 if there are none.
     *
     * @param name of the part that was forgotten last
     * @param rankCorrelation Spearman's, in [-1, 1]
     * @param absoluteRankCorrelation the same without each photo's sign, in [0, 1]
     * @param similarity structural similarity, in [-1, 1]
     * @param compared how many photos have two maps with ranks; constant maps have none
     */
    public record Step(
            String name, double rankCorrelation, double absoluteRankCorrelation, double similarity, int compared) {
        /**
         * Compares maps of the same photos.
         *
         * @param trained maps of the model as it is
         * @param random maps of the model that forgot
         */
        public static Step of(String name, List<Heatmap> trained, List<Heatmap> random) {
            double correlation = 0;
            double absolute = 0;
            double similarity = 0;
            int compared = 0;
            for (int i = 0; i < trained.size(); i++) {
                float[] before = trained.get(i).values();
                float[] after = random.get(i).values();
                OptionalDouble ranks = spearman(before, after);
                if (ranks.isPresent()) {
                    compared++;
                    correlation += ranks.getAsDouble();
                    absolute += Math.abs(ranks.getAsDouble());
                    similarity += new StructuralSimilarity(trained.get(i).width())
                            .of(ExplanationMap.normalised(before), ExplanationMap.normalised(after));
                }
            }
            int photos = Math.max(compared, 1);
            return new Step(name, correlation / photos, absolute / photos, similarity / photos, compared);
        }
    }

    public SanityCheck {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a sanity check needs at least one step");
        }
    }

    /**
     * What the maps of a network without any trained weight say. Signs do not count: maps that are the same on one photo and turned round on
     * the next depend on neither.
     */
    public Verdict verdict() {
        var last = steps.getLast();
        if (last.compared == 0) {
            return Verdict.NONE;
        }
        return last.absoluteRankCorrelation > LIMIT ? Verdict.FAILS : Verdict.PASSES;
    }

    /** Nothing if one of the maps is constant, so that it has no ranks. */
    static OptionalDouble spearman(float[] before, float[] after) {
        double[] a = new double[before.length];
        double[] b = new double[after.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = before[i];
            b[i] = after[i];
        }
        double correlation = a.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(a, b);
        return Double.isNaN(correlation) ? OptionalDouble.empty() : OptionalDouble.of(correlation);
    }
}
