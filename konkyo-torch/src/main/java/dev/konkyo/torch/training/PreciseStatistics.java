package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.dataset.BatchLoader;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.LoaderPlan;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.NormalizationOp.BatchNormalization;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.model.Model;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Precise batch normalisation (Wu and Johnson 2021, "Rethinking 'Batch' in BatchNorm", section 3): the statistics over a whole pass, with
 * the network's weights as they are in the end, instead of an average that follows the training. For mean and variance of batches B,
 * mean = E[mean_B] and variance = E[mean_B^2 + variance_B] - mean^2.
 */
final class PreciseStatistics {
    private final Graph graph;
    private final Predicate<String> learns;
    private final List<Node> normalizations;
    private final Map<String, double[]> means = new LinkedHashMap<>();
    private final Map<String, double[]> squares = new LinkedHashMap<>();
    private double photos;

    private PreciseStatistics(Graph graph, Predicate<String> learns) {
        this.graph = graph;
        this.learns = learns;
        normalizations = graph.nodes().stream()
                .filter(node -> node.op() instanceof BatchNormalization)
                .filter(node -> graph.parameters().containsKey(mean(node))
                        && graph.parameters().containsKey(variance(node))
                        && learns.test(node.inputs().get(1)))
                .toList();
    }

    private static String mean(Node node) {
        return node.inputs().get(3);
    }

    private static String variance(Node node) {
        return node.inputs().get(4);
    }

    /** The model with new statistics where its normalisations learn, from the training photos as they are, classes mixed. */
    static Model of(Model model, TrainingPlan plan, Dataset data, Predicate<String> learns) {
        Preprocessing preprocessing = model.card().preprocessing();
        LoaderPlan once = LoaderPlan.training(plan.course().batch(), AugmentationPolicy.none(), plan.seed(), 1)
                .with(LoaderPlan.Remainder.KEEP)
                .withThreads(plan.computation().loaders())
                .withCache(0);
        List<Sample> samples = data.only(Part.TRAINING).samples();
        try (BatchLoader loader = new BatchLoader(samples, preprocessing, PhotoReader.standard(), once)) {
            return model.withNetwork(of(model.network(), loader.epoch(0), learns));
        }
    }

    /** The network with new statistics where its normalisations learn. */
    static WeightedGraph of(WeightedGraph network, Iterable<Batch> batches, Predicate<String> learns) {
        PreciseStatistics statistics = new PreciseStatistics(network.graph(), learns);
        return statistics.normalizations.isEmpty() ? network : statistics.estimated(network, batches);
    }

    private WeightedGraph estimated(WeightedGraph network, Iterable<Batch> batches) {
        // With a momentum of 0 the running statistics after a step are those of its batch.
        Graph forgetful = graph.withNodes(graph.nodes().stream()
                .map(node -> node.op() instanceof BatchNormalization norm
                        ? new Node(
                                node.name(), new BatchNormalization(norm.epsilon(), 0), node.inputs(), node.outputs())
                        : node)
                .toList());
        try (TorchNetwork torch = new TorchNetwork(new WeightedGraph(forgetful, network.weights()))) {
            torch.train(learns);
            for (Batch batch : batches) {
                see(torch, batch.inputs());
            }
        }
        return photos == 0 ? network : new WeightedGraph(graph, statistics(network.weights()));
    }

    private void see(TorchNetwork torch, Inputs inputs) {
        int size = inputs.size();
        try (TensorScope _ = new TensorScope()) {
            TorchEngine.noGrad(() -> {
                torch.forward(Tensors.channelsLast(inputs), Mode.BATCH_STATISTICS);
            });
        }
        Weights seen = torch.weights();
        photos += size;
        for (Node node : normalizations) {
            double elements = ShapeInference.shape(graph, node.input(), size).elements();
            float[] mean = seen.at(mean(node)).toFloats();
            float[] variance = seen.at(variance(node)).toFloats();
            double[] meanSum = means.computeIfAbsent(mean(node), _ -> new double[mean.length]);
            double[] squareSum = squares.computeIfAbsent(variance(node), _ -> new double[mean.length]);
            double values = elements / mean.length;
            for (int c = 0; c < mean.length; c++) {
                // The engine's running variance has Bessel's correction, which makes that of a single value no number;
                // the paper's is the
                // batch's own.
                double own = values == 1 ? 0 : variance[c] * (values - 1) / values;
                meanSum[c] += size * (double) mean[c];
                squareSum[c] += size * ((double) mean[c] * mean[c] + own);
            }
        }
    }

    private Weights statistics(Weights before) {
        Map<String, TensorData> tensors = new LinkedHashMap<>(before.asMap());
        for (Node node : normalizations) {
            double[] meanSum = means.getOrDefault(mean(node), new double[0]);
            double[] squareSum = squares.getOrDefault(variance(node), new double[0]);
            float[] mean = new float[meanSum.length];
            float[] variance = new float[meanSum.length];
            for (int c = 0; c < mean.length; c++) {
                double m = meanSum[c] / photos;
                mean[c] = (float) m;
                variance[c] = (float) Math.max(0, squareSum[c] / photos - m * m);
            }
            Shape shape = before.at(mean(node)).shape();
            tensors.put(mean(node), TensorData.ofFloats(shape, mean));
            tensors.put(variance(node), TensorData.ofFloats(shape, variance));
        }
        return Weights.of(tensors);
    }
}
