package dev.konkyo.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Two scores from an embedding: the largest cosine with one of some reference vectors, and the threshold that it must exceed. */
public final class ReferenceHead {
    private static final String NAME = "reference";

    private ReferenceHead() {}

    /**
     * The network with the outputs {@value EvidenceOutputs#SCORES} [N, 2], the threshold first, and {@value EmbeddingLayer#NAME} [N,
     * length].
     *
     * @param embedding name of the value [N, length]
     * @param vectors float32 [photos, length]
     * @param threshold in [-1, 1]
     */
    public static WeightedGraph add(WeightedGraph network, String embedding, TensorData vectors, float threshold) {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new GraphException("a threshold for a cosine lies in [-1, 1], got " + threshold);
        }
        Graph graph = embedding.equals(EmbeddingLayer.NAME)
                ? network.graph()
                : GraphExtension.renamed(
                        GraphExtension.freed(network.graph(), EmbeddingLayer.NAME), embedding, EmbeddingLayer.NAME);
        Graph free = GraphExtension.freed(graph, EvidenceOutputs.SCORES);
        GraphBuilder added = new GraphBuilder(free.name());
        Value read = GraphExtension.borrowed(added, free, EmbeddingLayer.NAME);
        if (read.channels() != vectors.shape().at(1)) {
            throw new GraphException("the embedding has " + read.channels() + " numbers, the vectors have "
                    + vectors.shape().at(1) + "; were they made with another network?");
        }
        scores(added, read, vectors.shape(), threshold);
        Graph joined = GraphExtension.joined(free, added.build())
                .withOutputs(List.of(EvidenceOutputs.SCORES, EmbeddingLayer.NAME));
        // The evidence layer stays: it is a value of the same trunk.
        Map<String, TensorData> weights = new LinkedHashMap<>(network.weights().asMap());
        weights.put(NAME + ".vectors", unit(vectors));
        return new WeightedGraph(joined, Weights.of(weights));
    }

    /** Whether a graph's scores are such. A threshold of the card comes too late for them: one of the two scores is the threshold. */
    public static boolean in(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.output().equals(NAME + ".limit"));
    }

    /** The threshold that is one of the two scores; empty if a graph's scores are others. */
    public static OptionalDouble threshold(Graph graph) {
        TensorData limit = in(graph) ? graph.constants().get(NAME + ".threshold") : null;
        return limit == null ? OptionalDouble.empty() : OptionalDouble.of(limit.toFloats()[0]);
    }

    private static void scores(GraphBuilder added, Value embedding, Shape vectors, float threshold) {
        Value axis = added.constant(NAME + ".axis", TensorData.vector(1));
        Value length = added.apply(NAME + ".length", new ReductionOp.ReduceL2(true, false), embedding, axis);
        Value least = added.constant(NAME + ".least", TensorData.scalar(1e-12f));
        Value divisor = added.apply(NAME + ".divisor", new ElementwiseOp.Max(), length, least);
        Value direction = added.apply(NAME + ".direction", new ElementwiseOp.Div(), embedding, divisor);
        Value known = added.parameter(NAME + ".vectors", Parameter.buffer(vectors));
        Value cosines = added.apply(NAME + ".cosines", new LinearOp.Gemm(1, 1, false, true), direction, known);
        Value largest = added.apply(NAME + ".largest", new ReductionOp.ReduceMax(true, false), cosines, axis);
        Value zero = added.constant(NAME + ".zero", TensorData.scalar(0));
        Value limit = added.constant(NAME + ".threshold", TensorData.scalar(threshold));
        Value none = added.apply(NAME + ".none", new ElementwiseOp.Mul(), largest, zero);
        Value column = added.apply(NAME + ".limit", new ElementwiseOp.Add(), none, limit);
        added.apply(EvidenceOutputs.SCORES, new LayoutOp.Concat(1), column, largest);
    }

    private static TensorData unit(TensorData vectors) {
        int length = vectors.shape().at(1);
        float[] values = vectors.toFloats();
        for (int start = 0; start < values.length; start += length) {
            double squares = 0;
            for (int i = start; i < start + length; i++) {
                squares += (double) values[i] * values[i];
            }
            for (int i = start; i < start + length && squares > 0; i++) {
                values[i] /= (float) Math.sqrt(squares);
            }
        }
        return TensorData.ofFloats(vectors.shape(), values);
    }
}
