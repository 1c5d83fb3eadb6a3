package dev.konkyo.app.report;

import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.Robustness;
import dev.konkyo.model.WilsonInterval;
import java.util.function.Function;

/** How much of its lead over chance a model keeps on changed photos. */
final class RobustnessWords {
    /** Share of the lead that counts as kept. */
    static final double MOST = 0.8;

    private static final double SOME = 0.4;

    /** What changes say of a model that photos as they are say nothing of. */
    static final String NOT_BETTER =
            "is not certainly better than that on the photos as they are, so this says nothing of it";

    private RobustnessWords() {}

    /**
     * In words.
     *
     * @param found photos as they are and changed in one way
     * @param of which of the two models
     */
    static String kept(
            Robustness found, Function<Pair<Double>, Double> of, Function<Pair<WilsonInterval>, WilsonInterval> range) {
        if (!beatsChance(found, range)) {
            return NOT_BETTER;
        }
        double chance = found.majority();
        double kept = (of.apply(found.changed().getFirst().accuracy()) - chance)
                / (of.apply(found.unchanged().accuracy()) - chance);
        if (kept >= MOST) {
            return "does without the shapes";
        }
        return kept >= SOME ? "needs the shapes for a part" : "needs more than textures";
    }

    /** Whether a model is certainly better on the photos as they are than one that always names the largest class. */
    static boolean beatsChance(Robustness found, Function<Pair<WilsonInterval>, WilsonInterval> range) {
        return range.apply(found.unchanged().intervals()).low() > found.majority();
    }
}
