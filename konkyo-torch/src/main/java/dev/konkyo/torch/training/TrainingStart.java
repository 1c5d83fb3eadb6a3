package dev.konkyo.torch.training;

import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.ModelCard;
import java.util.Set;

/**
 * What a run begins with.
 *
 * @param network gives logits as its first output; further outputs are auxiliary logits that only training uses
 * @param card of the finished model; evidence scale and provenance are filled in by the run
 * @param head names of the parameters that belong to the head, the only ones that learn while the rest is frozen
 */
public record TrainingStart(WeightedGraph network, ModelCard card, Set<String> head) {
    public TrainingStart {
        head = Set.copyOf(head);
    }
}
