package dev.konkyo.faithfulness;

import dev.konkyo.heatmap.Heatmap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

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
        CONSTANT_MAPS,
        /** Even maps that stay as they are would not stand out from chance, as they have too few different places. */
        FEW_PLACES,
        /** The maps are alike, but no more than maps of so few places often are by chance. */
        CHANCE
    }

    /**
     * How alike the maps still are, as means over the photos that can be compared; 0 if there are none.
     *
     * @param name of the part that was forgotten last
     * @param rankCorrelation Spearman's, in [-1, 1]
     * @param absoluteRankCorrelation the same without each photo's sign, in [0, 1]
     * @param similarity structural similarity, in [-1, 1]
     * @param compared how many photos have two maps with ranks; constant maps have none
     * @param chance how often maps that have nothing to do with each other have such an absolute rank correlation: exactly up to 8 places, an
     *     estimate from orders by lot up to 81, at most so often above that; in (0, 1]
     * @param leastChance the same, had the trained model's maps stayed as they were; in (0, 1]
     */
    public record Step(
            String name,
            double rankCorrelation,
            double absoluteRankCorrelation,
            double similarity,
            int compared,
            double chance,
            double leastChance) {
        /**
         * Compares maps of the same photos, all of one size.
         *
         * @param trained maps of the model as it is
         * @param forgetful maps of the model that forgot
         * @param random deals places out by lot, to tell what is chance
         */
        public static Step of(String name, List<Heatmap> trained, List<Heatmap> forgetful, RandomGenerator random) {
            List<Ranks> before = new ArrayList<>();
            List<Ranks> after = new ArrayList<>();
            double correlation = 0;
            double similarity = 0;
            for (int i = 0; i < trained.size(); i++) {
                Optional<Ranks> one = Ranks.of(trained.get(i).values());
                Optional<Ranks> other = Ranks.of(forgetful.get(i).values());
                if (one.isPresent() && other.isPresent()) {
                    before.add(one.get());
                    after.add(other.get());
                    correlation += one.get().correlation(other.get());
                    similarity += new StructuralSimilarity(trained.get(i).width())
                            .of(
                                    ExplanationMap.normalised(trained.get(i).values()),
                                    ExplanationMap.normalised(forgetful.get(i).values()));
                }
            }
            int photos = before.size();
            if (photos == 0) {
                return new Step(name, 0, 0, 0, 0, 1, 1);
            }
            var changed = new PermutationTest(before, after);
            return new Step(
                    name,
                    correlation / photos,
                    changed.likeness(),
                    similarity / photos,
                    photos,
                    changed.chance(random),
                    new PermutationTest(before, before).chance(random));
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
     * the next depend on neither. Nor does what maps of few places have in common by chance.
     */
    public Verdict verdict() {
        var last = steps.getLast();
        if (last.compared == 0) {
            return Verdict.CONSTANT_MAPS;
        }
        if (last.leastChance >= PermutationTest.LEVEL) {
            return Verdict.FEW_PLACES;
        }
        if (last.absoluteRankCorrelation <= LIMIT) {
            return Verdict.PASSES;
        }
        return last.chance < PermutationTest.LEVEL ? Verdict.FAILS : Verdict.CHANCE;
    }
}
