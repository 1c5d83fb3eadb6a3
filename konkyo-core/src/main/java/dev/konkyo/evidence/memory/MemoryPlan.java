package dev.konkyo.evidence.memory;

import dev.konkyo.cluster.Clustering;
import dev.konkyo.cluster.KMeans;
import dev.konkyo.cluster.Space;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
     * All: a graph reads the whole row of weights anyway, and maps that leave channels out follow Grad-CAM less. As first published a memory
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
     * there are fewer different embeddings.
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
        private final Clustering clustering;
        private final Space space;
        private final List<float[]> means = new ArrayList<>();
        private final List<MemoryCluster> clusters = new ArrayList<>();

        Clustered(List<Observation> observations, Space space, int count, long seed) {
            this.space = space;
            used = observations.stream().filter(Observation::usable).toList();
            if (used.isEmpty()) {
                throw new IllegalArgumentException(
                        "a memory needs at least one photo whose embedding is finite and not zero, " + "got none among "
                                + observations.size() + "; is the model trained?");
            }
            double[][] points =
                    used.stream().map(photo -> doubles(photo.embedding())).toArray(double[][]::new);
            clustering = new KMeans(count, space, 4, 100).cluster(points, new Random(seed));
            for (int cluster = 0; cluster < clustering.clusters(); cluster++) {
                List<Observation> members = IntStream.of(clustering.members(cluster))
                        .mapToObj(used::get)
                        .toList();
                means.add(mean(members));
                clusters.add(described(members));
            }
        }

        EvidenceMemory memory(int channels, EvidenceMemory.Source source) {
            int length = used.getFirst().embedding().length;
            int all = used.getFirst().weights().length;
            TensorData centres = rows(
                    IntStream.range(0, clustering.clusters())
                            .mapToObj(i -> floats(clustering.centre(i)))
                            .toList(),
                    length);
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

    private static MemoryCluster described(List<Observation> members) {
        Map<Integer, Integer> counts = new HashMap<>();
        members.forEach(member -> counts.merge(member.label(), 1, Integer::sum));
        var largest = counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow();
        return new MemoryCluster(members.size(), largest.getKey(), (double) largest.getValue() / members.size());
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

    private static double[] doubles(float... values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
