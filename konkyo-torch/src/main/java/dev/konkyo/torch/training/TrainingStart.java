package dev.konkyo.torch.training;

import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.ModelCard;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run begins with.
 *
 * @param network gives logits as its first output; further outputs are auxiliary logits that only training uses
 * @param card of the finished model; evidence scale and provenance are filled in by the run
 * @param head names of the parameters that belong to the head, the only ones that learn while the rest is frozen
 * @param origin what the user named of all this, such as a file of weights; stored with the settings, and a run is not resumed from another
 */
public record TrainingStart(WeightedGraph network, ModelCard card, Set<String> head, Map<String, String> origin) {
    public TrainingStart {
        head = Set.copyOf(head);
        origin = new TreeMap<>(origin);
    }

    /** A start of which nothing is told. */
    public TrainingStart(WeightedGraph network, ModelCard card, Set<String> head) {
        this(network, card, head, Map.of());
    }

    public TrainingStart withOrigin(Map<String, String> other) {
        return new TrainingStart(network, card, head, other);
    }
}
