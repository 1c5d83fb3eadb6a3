package dev.konkyo.torch.training;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Stages;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a network that has been trained before is adapted.
 *
 * @param frozenEpochs first epochs in which only the head learns
 * @param freezeUntil a node, module or stage; what it builds on never learns, its running statistics included. Null: everything learns
 * @param backboneFactor learning rate of the last stage before the head, as a share of the head's, in (0, 1]
 * @param stageDecay what the rate is divided by from each stage to the one before it, at least 1; 2.6 is the factor of Howard and Ruder
 *     2018, "Universal Language Model Fine-tuning for Text Classification", section 3.2
 * @param statistics of batch normalisation
 */
public record FineTuning(
        int frozenEpochs,
        @Nullable String freezeUntil,
        double backboneFactor,
        double stageDecay,
        Statistics statistics) {
    /** What becomes of batch normalisation's running statistics. */
    public enum Statistics {
        /** They stay as they came, and normalise while training too: for a few dozen photos. */
        FROZEN,
        /** Batches normalise, and the statistics follow them. */
        RUNNING,
        /** Batches normalise; in the end one pass over the training photos computes the statistics anew, see {@link PreciseStatistics}. */
        RE_ESTIMATED
    }

    public FineTuning {
        if (frozenEpochs < 0
                || !(backboneFactor > 0 && backboneFactor <= 1)
                || !(stageDecay >= 1 && Double.isFinite(stageDecay))) {
            throw new IllegalArgumentException(
                    "fine-tuning needs frozen epochs >= 0, a backbone factor in (0, 1] and a stage decay >= 1, got "
                            + frozenEpochs + ", " + backboneFactor + " and " + stageDecay);
        }
    }

    /**
     * What all rates are multiplied by: in the first epoch in which the backbone learns a line from 0 to 1, otherwise 1. An adaptive optimiser
     * knows nothing of the backbone's gradients yet, so its first steps have their full length however small the gradient is (Ma and Yarats 2021,
     * "On the Adequacy of Untuned Warmup for Adaptive Optimization"); at the full rate they can undo what the weights knew.
     *
     * @param epoch counted from 1
     * @param share of the epoch's steps, this one included, in (0, 1]
     */
    double rise(int epoch, double share) {
        return frozenEpochs > 0 && epoch == frozenEpochs + 1 ? share : 1;
    }

    /** A head alone at first, then everything at two rates. */
    public static FineTuning of(int frozenEpochs, double backboneFactor, Statistics statistics) {
        return new FineTuning(frozenEpochs, null, backboneFactor, 1, statistics);
    }

    /** Nothing is frozen: training from scratch. */
    public static FineTuning none() {
        return of(0, 1, Statistics.RUNNING);
    }

    /** The same with another number of first epochs in which only the head learns. */
    public FineTuning withFrozenEpochs(int other) {
        return new FineTuning(other, freezeUntil, backboneFactor, stageDecay, statistics);
    }

    /** The same with what this node, module or stage builds on never learning. */
    public FineTuning freezingUntil(String name) {
        return new FineTuning(frozenEpochs, name, backboneFactor, stageDecay, statistics);
    }

    /** The same with rates that fall from stage to stage. */
    public FineTuning decayingBy(double factor) {
        return new FineTuning(frozenEpochs, freezeUntil, backboneFactor, factor, statistics);
    }

    /**
     * The parameters of a network that never learn.
     *
     * @throws dev.konkyo.graph.GraphException if it has no such part as the one to freeze until
     */
    public Set<String> frozen(Graph graph) {
        return freezeUntil == null ? Set.of() : Stages.of(graph).before(freezeUntil);
    }
}
