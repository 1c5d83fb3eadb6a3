package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Inputs;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.TorchParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** Embeddings of photos, and their means by class. */
final class ClassCentres {
    private ClassCentres() {}

    /** A photo's embedding of length 1. */
    static final class Embedded {
        private final int label;
        private final float[] embedding;

        Embedded(int label, float... embedding) {
            this.label = label;
            this.embedding = embedding;
        }

        int label() {
            return label;
        }

        float[] embedding() {
            return embedding;
        }
    }

    /** The embeddings of photos, in the photos' order. */
    static List<Embedded> embeddings(TorchNetwork network, Iterable<Batch> photos) {
        List<Embedded> found = new ArrayList<>();
        for (Batch batch : photos) {
            float[] rows = values(network, batch.inputs(), CosineHead.EMBEDDING);
            int length = rows.length / batch.size();
            for (int i = 0; i < batch.size(); i++) {
                found.add(new Embedded(batch.labels()[i], Arrays.copyOfRange(rows, i * length, (i + 1) * length)));
            }
        }
        return found;
    }

    /** A value of the graph [N, ...] for photos, row by row. */
    static float[] values(TorchNetwork network, Inputs inputs, String name) {
        try (TensorScope _ = new TensorScope()) {
            return TorchEngine.noGrad(() -> {
                Map<String, Tensor> input = Map.of(network.graph().input().name(), Tensors.channelsLast(inputs));
                Map<String, Tensor> values = network.forward(input, Mode.EVALUATION, Set.of(name));
                return Tensors.data(values.getOrDefault(name, new Tensor())).toFloats();
            });
        }
    }

    /** Makes the class centres of a network the mean embeddings of these photos; a class without photos gets zeros. */
    static void settle(TorchNetwork network, Iterable<Batch> photos) {
        TorchParameter centres = network.parameters().stream()
                .filter(parameter -> parameter.name().equals(CosineHead.CENTRES))
                .findFirst()
                .orElseThrow(() -> new TrainingException("the network has no class centres to settle"));
        Shape shape = Tensors.shape(centres.tensor());
        TensorData means = means(embeddings(network, photos), shape);
        try (TensorScope _ = new TensorScope()) {
            TorchEngine.noGrad(() -> {
                centres.tensor().copy_(Tensors.copyOf(means));
            });
        }
    }

    /**
     * The mean of each class.
     *
     * @param shape [classes, length]
     */
    static TensorData means(List<Embedded> photos, Shape shape) {
        int length = shape.at(1);
        double[] sums = new double[Math.toIntExact(shape.elements())];
        int[] counts = new int[shape.at(0)];
        for (Embedded photo : photos) {
            counts[photo.label]++;
            for (int i = 0; i < length; i++) {
                sums[photo.label * length + i] += photo.embedding[i];
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / Math.max(1, counts[i / length]));
        }
        return TensorData.ofFloats(shape, means);
    }
}
