package dev.konkyo.torch.training;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.NormalizationOp.BatchNormalization;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import java.util.Optional;

/**
 * Whether a single photo has statistics of its own. Where a normalised map has one place, a batch of one photo has one value per channel:
 * its variance is 0, and the unbiased one that the running statistics take in is no number.
 */
final class BatchStatistics {
    private BatchStatistics() {}

    /** The first normalisation that a single photo gives one value per channel; empty if there is none. */
    static Optional<String> single(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof BatchNormalization)
                .filter(node -> places(graph, node) == 1)
                .map(Node::name)
                .findFirst();
    }

    /** Whether batches of one photo must be left out under a plan. */
    static boolean needsTwo(TrainingPlan plan, TrainingStart start) {
        return plan.fineTuning().statistics() != FineTuning.Statistics.FROZEN
                && single(start.network().graph()).isPresent();
    }

    /**
     * Makes sure that batches have statistics, before anything is written.
     *
     * @throws TrainingException if every batch has one photo and a normalisation needs two
     */
    static void require(TrainingPlan plan, TrainingStart start) {
        if (plan.course().batch() == 1 && needsTwo(plan, start)) {
            throw new TrainingException(
                    "batches of one photo have no statistics at the normalisation '"
                            + single(start.network().graph()).orElseThrow()
                            + "', whose map has one place; train with --batch 2 or more, --batch-norm frozen, or larger photos");
        }
    }

    private static long places(Graph graph, Node node) {
        Shape shape = ShapeInference.shape(graph, node.input(), 1);
        return shape.elements() / shape.at(1);
    }
}
