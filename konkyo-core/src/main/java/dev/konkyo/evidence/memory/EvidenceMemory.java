package dev.konkyo.evidence.memory;

import dev.konkyo.cluster.Space;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.EvidenceOutputs.Lookup;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weighing;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.WeightsHash;
import java.util.List;

/**
 * Which channels a model's decisions rested on, by clusters of its training photos' embeddings.
 *
 * @param source the model that it was built for
 * @param space whether a photo's nearest centre is found by Euclidean distance or by cosine
 * @param centres float32 [clusters, length]
 * @param weights float32 [clusters, channels]: the mean of the photos' channel weights where the cluster keeps the channel, elsewhere 0;
 *     Grad-CAM's alpha times the number of places, or behind a linear embedding the weights of cosines' parts at length 1, so that a map's
 *     mean is in the unit of the score
 * @param clusters in the order of the centres
 */
public record EvidenceMemory(
        Source source, Space space, TensorData centres, TensorData weights, List<MemoryCluster> clusters) {
    /**
     * The model that a memory speaks of.
     *
     * @param weights hash of its weights, see {@link WeightsHash}
     * @param layer its evidence layer
     * @param weighing what that layer and the head behind it ask for
     */
    public record Source(String weights, String layer, Weighing weighing) {
        /** A model's. */
        public static Source of(WeightedGraph network, String layer) {
            return new Source(WeightsHash.of(network), layer, Weighing.of(network.graph(), layer));
        }
    }

    public EvidenceMemory {
        clusters = List.copyOf(clusters);
        if (clusters.isEmpty()
                || centres.shape().rank() != 2
                || weights.shape().rank() != 2
                || centres.shape().at(0) != clusters.size()
                || weights.shape().at(0) != clusters.size()) {
            throw new IllegalArgumentException("a memory of " + clusters.size()
                    + " clusters needs as many centres and rows of weights, got " + centres + " and " + weights);
        }
        requireFinite("centres", centres);
        requireFinite("weights", weights);
    }

    private static void requireFinite(String what, TensorData values) {
        for (float value : values.toFloats()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a memory's " + what + " are finite numbers, got " + value
                        + "; the memory is damaged, build it again with --memory DATA");
            }
        }
    }

    /**
     * The cluster nearest to an embedding, the first of equally near ones.
     *
     * @param embedding as long as the centres
     */
    public int nearest(float... embedding) {
        return nearest(lookup(), embedding);
    }

    static int nearest(Lookup.ByCluster lookup, float... embedding) {
        float[] directions = lookup.directions().toFloats();
        float[] offsets = lookup.offsets().toFloats();
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int cluster = 0; cluster < offsets.length; cluster++) {
            double nearness = offsets[cluster];
            for (int i = 0; i < embedding.length; i++) {
                nearness += (double) directions[cluster * embedding.length + i] * embedding[i];
            }
            if (nearness > largest) {
                largest = nearness;
                best = cluster;
            }
        }
        return best;
    }

    /** The channel weights of a cluster, before its {@link Weighing}. */
    public float[] channelWeights(int cluster) {
        int channels = weights.shape().at(1);
        float[] row = new float[channels];
        weights.floatBuffer().get(cluster * channels, row);
        return row;
    }

    /** The mean purity of the clusters, each counted by its photos: how far the clusters know the classes apart; 0 without photos. */
    public double purity() {
        double pure = clusters.stream()
                .mapToDouble(cluster -> cluster.purity() * cluster.photos())
                .sum();
        long photos = clusters.stream().mapToLong(MemoryCluster::photos).sum();
        return photos == 0 ? 0 : pure / photos;
    }

    /** The memory as the network looks it up: the nearest centre as the largest of linear functions of the embedding. */
    public Lookup.ByCluster lookup() {
        var plain = lookup(space, centres, weights);
        return new Lookup.ByCluster(plain.directions(), plain.offsets(), weights, source.weighing());
    }

    /** The same for centres and weights from elsewhere, which count as they are; shapes as in a memory. */
    public static Lookup.ByCluster lookup(Space space, TensorData centres, TensorData weights) {
        int count = centres.shape().at(0);
        int length = centres.shape().at(1);
        float[] directions = centres.toFloats();
        float[] offsets = new float[count];
        for (int cluster = 0; cluster < count; cluster++) {
            double squares = 0;
            for (int i = 0; i < length; i++) {
                squares += (double) directions[cluster * length + i] * directions[cluster * length + i];
            }
            switch (space) {
                // |e - c|^2 = |e|^2 - 2 (e.c - |c|^2 / 2), and |e|^2 is the same for all centres.
                case EUCLIDEAN -> offsets[cluster] = (float) (-squares / 2);
                case SPHERICAL -> {
                    for (int i = 0; i < length && squares > 0; i++) {
                        directions[cluster * length + i] /= (float) Math.sqrt(squares);
                    }
                }
            }
        }
        return new Lookup.ByCluster(
                TensorData.ofFloats(Shape.of(count, length), directions),
                TensorData.ofFloats(Shape.of(count), offsets),
                weights);
    }

    /**
     * The network with the memory in its graph.
     *
     * @param network the model that the memory was built for
     * @param softmax whether its scores become probabilities
     * @throws GraphException if the memory was built for another model
     */
    public WeightedGraph in(WeightedGraph network, boolean softmax) {
        requireFor(network);
        return EvidenceOutputs.add(network, source.layer(), softmax, lookup());
    }

    /**
     * Makes sure that the memory was built for this network.
     *
     * @throws GraphException naming both
     */
    public void requireFor(WeightedGraph network) {
        String hash = WeightsHash.of(network);
        if (!hash.equals(source.weights())) {
            throw new GraphException("the memory was built for another model: it speaks of weights "
                    + source.weights().substring(0, 12) + ", this model has " + hash.substring(0, 12)
                    + "; build it again with --memory DATA");
        }
    }
}
