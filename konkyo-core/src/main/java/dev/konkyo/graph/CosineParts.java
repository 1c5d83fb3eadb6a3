package dev.konkyo.graph;

import java.util.stream.IntStream;

/**
 * The parts of a cosine that each place of a photo holds. An embedding z = W a + b is linear in the means a of a map's channels over all
 * places, so the cosine with a class centre u of length 1 is a sum: u z / |z| = mean over places of (W' u) A(place) / |z|, plus u b / |z|,
 * which no place holds. The embedding's length is taken as it is; its gradient, which makes that of a cosine vanish near 1, has no part in it.
 */
public final class CosineParts {
    /** The linear layer that makes embeddings, [length, channels]. */
    private static final String FACTORS = ClassifierStyle.NAME + ".weight";

    private static final String BIAS = ClassifierStyle.NAME + ".bias";
    private static final String PART = ClassifierStyle.NAME + ".part";

    private final float[] factors;
    private final float[] bias;
    private final float[][] centres;

    private CosineParts(WeightedGraph network) {
        factors = network.weights().at(FACTORS).toFloats();
        bias = network.weights().at(BIAS).toFloats();
        float[] rows = network.weights().at(CosineHead.CENTRES).toFloats();
        centres = IntStream.range(0, rows.length / bias.length)
                .mapToObj(row -> unit(rows, row, bias.length))
                .toArray(float[][]::new);
    }

    /** Whether a graph's scores are cosines between class centres and a linear embedding of this map's means over all places. */
    static boolean are(Graph graph, String layer, HeadChain chain) {
        Parameter weights = graph.parameters().get(FACTORS);
        return CosineHead.in(graph)
                && graph.parameters().containsKey(CosineHead.CENTRES)
                && graph.parameters().containsKey(BIAS)
                && weights != null
                && weights.shape().rank() == 2
                && graph.producer(ClassifierStyle.POOLED)
                        .filter(pool -> pool.op() instanceof PoolingOp.GlobalAveragePool)
                        .filter(pool -> chain.beforeReshaping(pool.input()).equals(layer))
                        .isPresent();
    }

    /**
     * The channels' weights (W' u) / |z| for a class, as nodes.
     *
     * @param label int64 [N], the class
     * @return [N, channels]
     */
    static Value channelWeights(GraphBuilder added, Graph graph, Value label) {
        Value units = GraphExtension.borrowed(added, graph, CosineHead.CENTRES + ".unit");
        Value centre = added.apply(PART + ".centre", new LayoutOp.Gather(0), units, label);
        Value length = GraphExtension.borrowed(added, graph, CosineHead.EMBEDDING + ".divisor");
        Value scaled = added.apply(PART + ".scaled", new ElementwiseOp.Div(), centre, length);
        Value weights = GraphExtension.borrowed(added, graph, FACTORS);
        return added.apply(PART + ".channels", new LinearOp.MatMul(), scaled, weights);
    }

    /**
     * Rows [N, channels] for an embedding of length 1, over the length of the photos' own.
     *
     * @throws GraphException if the graph's head has no such embedding
     */
    static Value overLength(GraphBuilder added, Graph graph, Value rows) {
        if (!CosineHead.in(graph)) {
            throw new GraphException("the memory holds parts of cosines, which '" + graph.name()
                    + "' does not give; was it built for another model?");
        }
        Value length = GraphExtension.borrowed(added, graph, CosineHead.EMBEDDING + ".divisor");
        return added.apply(PART + ".row", new ElementwiseOp.Div(), rows, length);
    }

    /** Whether a graph divides the rows of a memory so. */
    static boolean inMemory(Graph graph) {
        return graph.producer(PART + ".row").isPresent();
    }

    /** The parts of a network whose head is {@link EvidenceLayer.Head.PooledCosine}. */
    public static CosineParts of(WeightedGraph network) {
        return new CosineParts(network);
    }

    /**
     * The channels' weights for a weighted sum of cosines.
     *
     * @param means of the evidence layer's channels over all places
     * @param classes the weight of each class's cosine
     */
    public float[] channelWeights(float[] means, float... classes) {
        float[] weights = unscaledWeights(classes);
        double length = length(means);
        for (int channel = 0; channel < weights.length; channel++) {
            weights[channel] = (float) (weights[channel] / length);
        }
        return weights;
    }

    /** The channels' weights W' u at an embedding of length 1, which do not depend on the photo; classes as above. */
    public float[] unscaledWeights(float... classes) {
        float[] centre = centre(classes);
        float[] weights = new float[factors.length / bias.length];
        for (int channel = 0; channel < weights.length; channel++) {
            double sum = 0;
            for (int i = 0; i < centre.length; i++) {
                sum += (double) factors[i * weights.length + channel] * centre[i];
            }
            weights[channel] = (float) sum;
        }
        return weights;
    }

    /** The part u b / |z| of the weighted sum of cosines that no place holds; parameters as for the channels' weights. */
    public float placeless(float[] means, float... classes) {
        float[] centre = centre(classes);
        double sum = 0;
        for (int i = 0; i < centre.length; i++) {
            sum += (double) centre[i] * bias[i];
        }
        return (float) (sum / length(means));
    }

    private float[] centre(float... classes) {
        float[] sum = new float[bias.length];
        for (int label = 0; label < classes.length; label++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += classes[label] * centres[label][i];
            }
        }
        return sum;
    }

    /** The length |z| of the embedding, not below the least that the head divides by; means as above. */
    public double length(float... means) {
        double squares = 0;
        for (int i = 0; i < bias.length; i++) {
            double sum = bias[i];
            for (int channel = 0; channel < means.length; channel++) {
                sum += (double) factors[i * means.length + channel] * means[channel];
            }
            squares += sum * sum;
        }
        return Math.max(Math.sqrt(squares), CosineHead.LEAST_LENGTH);
    }

    private static float[] unit(float[] rows, int row, int length) {
        double squares = 0;
        for (int i = 0; i < length; i++) {
            squares += (double) rows[row * length + i] * rows[row * length + i];
        }
        double divisor = Math.max(Math.sqrt(squares), CosineHead.LEAST_LENGTH);
        float[] unit = new float[length];
        for (int i = 0; i < length; i++) {
            unit[i] = (float) (rows[row * length + i] / divisor);
        }
        return unit;
    }
}
