package dev.konkyo.torch.training;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Stages;
import dev.konkyo.torch.Mode;
import java.util.Set;

/** How fast each parameter learns, as a share of the head's rate. */
final class LearningRates {
    private final FineTuning fineTuning;
    private final Set<String> head;
    private final Set<String> frozen;
    private final Stages stages;

    private LearningRates(FineTuning fineTuning, Set<String> head, Set<String> frozen, Stages stages) {
        this.fineTuning = fineTuning;
        this.head = head;
        this.frozen = frozen;
        this.stages = stages;
    }

    /**
     * The rates for a network.
     *
     * @throws dev.konkyo.graph.GraphException if it has no such part as the one to freeze until
     */
    static LearningRates of(FineTuning fineTuning, TrainingStart start) {
        Graph graph = start.network().graph();
        return new LearningRates(fineTuning, start.head(), fineTuning.frozen(graph), Stages.of(graph));
    }

    /** Between 0, which means that it never changes, and 1. */
    double factor(String parameter) {
        if (frozen.contains(parameter)) {
            return 0;
        }
        if (head.contains(parameter)) {
            return 1;
        }
        // Howard and Ruder 2018, section 3.2: each stage learns slower than the one after it, by the same factor.
        return fineTuning.backboneFactor() * Math.pow(fineTuning.stageDecay(), stages.of(parameter) - stages.count());
    }

    /** Whether a parameter ever learns. */
    boolean everLearns(String parameter) {
        return !frozen.contains(parameter);
    }

    /** How normalisations behave in an epoch, counted from 1. */
    Mode mode(int epoch) {
        return epoch <= fineTuning.frozenEpochs() || fineTuning.statistics() == FineTuning.Statistics.FROZEN
                ? Mode.TRAINING_FROZEN_STATISTICS
                : Mode.TRAINING;
    }

    /** Whether a parameter learns in an epoch, counted from 1. */
    boolean learns(String parameter, int epoch) {
        return !frozen.contains(parameter) && (epoch > fineTuning.frozenEpochs() || head.contains(parameter));
    }
}
