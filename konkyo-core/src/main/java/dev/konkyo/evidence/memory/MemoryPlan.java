package dev.konkyo.evidence.memory;

import dev.konkyo.cluster.KMeans;
import dev.konkyo.cluster.Space;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How a memory is made of observations.
 *
 * @param clusters of embeddings, for all classes together, at least 1
 * @param channels that each cluster keeps: those with the largest weights by amount; all if there are fewer
 * @param space whether embeddings are near by Euclidean distance or by cosine
 * @param seed of the clustering
 */
public record MemoryPlan(int clusters, int channels, Space space, long seed) {
    public static final int USUAL_CLUSTERS = 10;

    /**
     * All: a graph reads the whole row of weights anyway, and maps that leave channels out follow the true ones less. As first published a memory
     * keeps 50.
     */
    public static final int USUAL_CHANNELS = Integer.MAX_VALUE;

    public MemoryPlan {
        if (clusters < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "a memory needs at least 1 cluster and 1 channel, got " + clusters + " and " + channels);
        }
    }

    /**
     * The memory of these photos; those whose embedding is zero or not finite are left out. There are fewer clusters than asked for where
     * there are fewer different embeddings, and one more for each class that would be the largest in none.
     *
     * @param source the model that they were observed with
     * @throws IllegalArgumentException if no photo is left
     */
    public EvidenceMemory build(List<Observation> observations, EvidenceMemory.Source source) {
        return new Clustered(observations, space, clusters, seed).memory(channels, source);
    }

    /** Observations in clusters; how many channels are kept is decided later. */
    static final class Clustered {
        private final List<Observation> used;
        private final Space space;
        private final TensorData centres;
        private final List<float[]> means;
        private final List<MemoryCluster> clusters;

        Clustered(List<Observation> observations, Space space, int count, long seed) {
            this.space = space;
            used = observations.stream().filter(Observation::usable).toList();
            if (used.isEmpty()) {
                throw new IllegalArgumentException(
                        "a memory needs at least one photo whose embedding is finite and not zero, " + "got none among "
                                + observations.size() + "; is the model trained?");
            }
            var groups = ClassGroups.of(used, new KMeans(count, space, 4, 100), new Random(seed));
            centres = rows(
                    groups.stream().map(group -> floats(group.centre())).toList(),
                    used.getFirst().embedding().length);
            means = groups.stream().map(group -> mean(group.members())).toList();
            clusters = ClassGroups.described(groups, used, EvidenceMemory.lookup(space, centres, centres));
        }

        EvidenceMemory memory(int channels, EvidenceMemory.Source source) {
            int all = used.getFirst().weights().length;
            TensorData weights =
                    rows(means.stream().map(mean -> strongest(mean, channels)).toList(), all);
            return new EvidenceMemory(source, space, centres, weights, clusters);
        }
    }

    private static float[] mean(List<Observation> members) {
        double[] sums = new double[members.getFirst().weights().length];
        for (Observation member : members) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += member.weights()[i];
            }
        }
        return floats(Arrays.stream(sums).map(sum -> sum / members.size()).toArray());
    }

    /** The weights that are largest by amount, the others zero. */
    static float[] strongest(float[] weights, int channels) {
        float[] kept = new float[weights.length];
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(weights[i])))
                .limit(channels)
                .forEach(i -> kept[i] = weights[i]);
        return kept;
    }

    private static TensorData rows(List<float[]> rows, int length) {
        TensorData tensor = TensorData.allocate(ElementType.FLOAT32, Shape.of(rows.size(), length));
        for (int i = 0; i < rows.size(); i++) {
            tensor.floatBuffer().put(i * length, rows.get(i));
        }
        return tensor;
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
