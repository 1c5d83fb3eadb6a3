package dev.konkyo.graph;

import dev.konkyo.graph.EvidenceLayer.Head;

/** How the channel weights that a memory holds become those of a photo. */
public enum Weighing {
    /** As they are. */
    AS_STORED,
    /** They are a cosine's at an embedding of length 1; over the length of the photo's own they are its parts, see {@link CosineParts}. */
    OVER_LENGTH;

    /** What a layer of a network asks for. */
    public static Weighing of(Graph graph, String layer) {
        return EvidenceLayer.find(graph)
                        .filter(own -> own.value().equals(layer) && own.head() instanceof Head.PooledCosine)
                        .isPresent()
                ? OVER_LENGTH
                : AS_STORED;
    }
}
