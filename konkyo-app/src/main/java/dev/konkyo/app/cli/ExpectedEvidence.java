package dev.konkyo.app.cli;

import dev.konkyo.cluster.Space;
import dev.konkyo.evidence.Target;
import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.graph.CosineParts;
import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.Golden;
import dev.konkyo.model.Model;
import dev.konkyo.model.Prediction;
import dev.konkyo.model.Tolerances;
import dev.konkyo.torch.TorchClassifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Scores, embedding and evidence as the plain model gives them in libtorch and as the formulas of the papers are written: the nearest
 * centre of the file's own embedding by its distance, Grad-CAM's channel weights by differentiation, those of a cosine by its parts, the weighted sum by loops. None of the nodes that an export adds is
 * asked.
 */
final class ExpectedEvidence implements Expected {
    private final Model decision;
    private final String layer;
    private final Optional<EvidenceMemory> memory;
    private final TorchClassifier torch;
    private final boolean placewise;
    private final boolean cosine;
    /** The decision's graph at twice the resolution; empty at the usual one. */
    private final Optional<TorchClassifier> fine;

    private final String fineLayer;

    ExpectedEvidence(EvidenceExport export, Optional<EvidenceMemory> memory) {
        this.memory = memory;
        layer = export.layer();
        decision = export.decision();
        var network = new WeightedGraph(EmbeddingLayer.add(decision.graph()), decision.weights());
        torch = new TorchClassifier(decision.withNetwork(network));
        var finer = export.finer(decision.graph());
        fineLayer = finer.layer();
        fine = fineLayer.equals(layer)
                ? Optional.empty()
                : Optional.of(new TorchClassifier(
                        decision.withNetwork(new WeightedGraph(finer.graph(), decision.weights()))));
        var head = EvidenceLayer.of(decision.graph()).head();
        placewise = memory.isEmpty() && head instanceof EvidenceLayer.Head.FlattenedLinear;
        cosine = memory.isEmpty() && head instanceof EvidenceLayer.Head.PooledCosine;
    }

    @Override
    public Tolerances tolerances() {
        return Tolerances.OF_FLOATS;
    }

    @Override
    public Optional<String> stored(Model file) {
        return StoredTensors.difference(decision.network(), file.network())
                .or(() -> memory.filter(known -> !same(known.weights(), file, ".weights"))
                        .map(_ -> "the stored channel weights are not the memory's"))
                .or(() -> memory.filter(known ->
                                known.space() == Space.EUCLIDEAN && !same(known.centres(), file, ".directions"))
                        .map(_ -> "the stored centres are not the memory's"));
    }

    private static boolean same(TensorData known, Model file, String part) {
        return Optional.ofNullable(file.weights().find(EvidenceOutputs.CLUSTER + part))
                .filter(known::equals)
                .isPresent();
    }

    @Override
    public Optional<String> difference(TensorData input, Map<String, TensorData> got) {
        var logits = torch.logits(input);
        var embedding = torch.features(input, EmbeddingLayer.NAME).activation();
        int row = (int) value(got, EvidenceOutputs.CLUSTER).toLongs()[0];
        return differs(EvidenceOutputs.SCORES, scores(logits), got)
                .or(() -> differs(EmbeddingLayer.NAME, embedding, got))
                .or(() -> notNearest(row, logits, value(got, EmbeddingLayer.NAME)))
                .or(() -> differs(EvidenceOutputs.EVIDENCE, map(input, row), got));
    }

    private Optional<String> differs(String name, TensorData expected, Map<String, TensorData> got) {
        return Golden.difference(expected, value(got, name), Tolerances.USUAL)
                .map(difference -> "output '" + name + "'" + difference);
    }

    private static TensorData value(Map<String, TensorData> got, String name) {
        var value = got.get(name);
        if (value == null) {
            throw new CommandException("the exported file has no output '" + name + "', it has " + got.keySet());
        }
        return value;
    }

    private TensorData scores(TensorData logits) {
        var scores = Prediction.of(decision.card(), logits, 0).scores();
        float[] values = new float[scores.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores.get(i);
        }
        return TensorData.ofFloats(Shape.of(1, values.length), values);
    }

    /** Whether another cluster, or without a memory another class, is nearer than the one that the file chose. */
    private Optional<String> notNearest(int row, TensorData logits, TensorData embedding) {
        boolean may = memory.map(
                        known -> new NearestCentre(known.space(), known.centres()).mayBe(row, embedding.toDoubles()))
                .orElseGet(() -> mayBeLargest(row, logits.toDoubles()));
        return may
                ? Optional.empty()
                : Optional.of("output '" + EvidenceOutputs.CLUSTER + "': got " + row + ", which is not the nearest");
    }

    /** As far as engines that round differently agree. */
    private static boolean mayBeLargest(int row, double... scores) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        double size = Arrays.stream(scores).map(Math::abs).max().orElseThrow();
        return row >= 0 && row < scores.length && scores[row] >= largest - Tolerances.USUAL * size;
    }

    private TensorData map(TensorData input, int row) {
        if (memory.isPresent()) {
            var weights = memory.get().channelWeights(row);
            double length = switch (memory.get().source().weighing()) {
                case AS_STORED -> 1;
                case OVER_LENGTH -> CosineParts.of(decision.network()).length(means(input));
            };
            return summed(activation(input), channel -> weights[channel] / length);
        }
        if (cosine) {
            var weights = CosineParts.of(decision.network()).channelWeights(means(input), only(row));
            return summed(activation(input), channel -> weights[channel]);
        }
        var pass = torch.gradients(input, layer, new Target.Label(row)::weights);
        float[] gradient = pass.gradient().toFloats();
        int places = pass.gradient().shape().at(2) * pass.gradient().shape().at(3);
        if (placewise) {
            // A weight for every place: gradient times activation, times the number of places.
            return placewise(pass.activation(), gradient);
        }
        // The number of places times Grad-CAM's equation 1.
        double[] sums = new double[gradient.length / places];
        for (int i = 0; i < gradient.length; i++) {
            sums[i / places] += gradient[i];
        }
        return summed(activation(input), channel -> sums[channel]);
    }

    /** The channels' means over the places that the head sees. */
    private float[] means(TensorData input) {
        var activation = torch.features(input, layer).activation();
        int places = activation.shape().at(2) * activation.shape().at(3);
        float[] values = activation.toFloats();
        double[] sums = new double[values.length / places];
        for (int i = 0; i < values.length; i++) {
            sums[i / places] += values[i];
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / places);
        }
        return means;
    }

    private float[] only(int label) {
        float[] classes = new float[decision.card().labels().size()];
        classes[label] = 1;
        return classes;
    }

    private TensorData activation(TensorData input) {
        return fine.orElse(torch).features(input, fineLayer).activation();
    }

    /** A factor for every channel. */
    @FunctionalInterface
    private interface Factors {
        double at(int channel);
    }

    /** Grad-CAM's equation 2. */
    private static TensorData summed(TensorData activation, Factors factors) {
        var shape = activation.shape();
        int places = shape.at(2) * shape.at(3);
        float[] values = activation.toFloats();
        double[] sums = new double[places];
        for (int i = 0; i < values.length; i++) {
            sums[i % places] += factors.at(i / places) * values[i];
        }
        return positive(shape, sums);
    }

    private static TensorData placewise(TensorData activation, float[] gradient) {
        var shape = activation.shape();
        int places = shape.at(2) * shape.at(3);
        float[] values = activation.toFloats();
        double[] sums = new double[places];
        for (int i = 0; i < values.length; i++) {
            sums[i % places] += (double) places * gradient[i] * values[i];
        }
        return positive(shape, sums);
    }

    private static TensorData positive(Shape shape, double... sums) {
        float[] map = new float[sums.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) Math.max(0, sums[i]);
        }
        return TensorData.ofFloats(Shape.of(1, shape.at(2), shape.at(3)), map);
    }

    @Override
    public void close() {
        torch.close();
        fine.ifPresent(TorchClassifier::close);
    }
}
