package dev.konkyo.torch.training;

import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.LearntPhotos;
import dev.konkyo.model.ModelCard;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run begins with.
 *
 * @param network gives logits as its first output; further outputs are auxiliary logits that only training uses
 * @param card of the finished model; evidence scale and provenance are filled in by the run, which adds its photos to those learnt before
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

    /** The same start, whose weights have learnt from these photos already. */
    public TrainingStart withLearnt(@Nullable LearntPhotos photos) {
        return new TrainingStart(network, card.withLearnt(photos), head, origin);
    }

    public TrainingStart withOrigin(Map<String, String> other) {
        return new TrainingStart(network, card, head, other);
    }
}
