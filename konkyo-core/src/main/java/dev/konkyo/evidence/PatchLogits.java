package dev.konkyo.evidence;

import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceLayer.Head;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.PatchGrid;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.FeatureClassifier;
import java.util.Arrays;

/**
 * What every patch of a photo says of every class (Brendel and Bethge 2019, "Approximating CNNs with Bag-of-Local-Features Models Works
 * Surprisingly Well on ImageNet", section 2): the linear layer applied to each place by itself. Mean and linear layer change places, so the
 * mean of a class's map over all places is the class's logit, exactly and with the bias, which is part of every patch.
 *
 * @param model ends in a mean over all places and one linear layer, in either order
 * @param layer what the last of them but one reads
 */
public record PatchLogits(FeatureClassifier model, EvidenceLayer layer) {
    /**
     * The patches of a model.
     *
     * @throws GraphException if its logits are no mean over places
     */
    public static PatchLogits of(FeatureClassifier model) {
        return new PatchLogits(model, require(model.network()));
    }

    /**
     * The evidence layer of a network whose logits are a mean over places.
     *
     * @throws GraphException if they are not
     */
    public static EvidenceLayer require(WeightedGraph network) {
        EvidenceLayer layer = EvidenceLayer.of(network.graph());
        String name = network.graph().name();
        return switch (layer.head()) {
            case Head.PooledLinear _, Head.ClassMaps _ -> layer;
            case Head.FlattenedLinear _ ->
                throw new GraphException(
                        "the patches of '" + name + "' have weights of their own for every place, expected a"
                                + " mean over all places and one linear layer; use explain --method cam, or train a network such as"
                                + " bagnet33");
            case Head.PooledCosine _ -> throw unlike(name, "cosines, which one patch alone does not have", "cam");
            case Head.Other _ ->
                throw unlike(
                        name,
                        CosineHead.in(network.graph()) ? "cosines with stored photos" : "another head",
                        "grad-cam");
        };
    }

    private static GraphException unlike(String name, String head, String method) {
        return new GraphException(
                "the scores of '" + name + "' are no mean of what its places say, expected a mean over all"
                        + " places and one linear layer, got " + head + "; use explain --method " + method
                        + ", or train a network such as bagnet33 with --head softmax");
    }

    /** Which patches there are. */
    public PatchGrid grid() {
        return PatchGrid.of(model.network().graph(), layer.value());
    }

    /**
     * A batch's patches.
     *
     * @param logits of the photos, float32 [N, classes]
     * @param maps float32 [N, classes, h, w]
     */
    public record Pass(TensorData logits, TensorData maps) {}

    /**
     * Classifies all patches of a batch in one pass.
     *
     * @param images float32 [N, 3, height, width], as the model's card preprocesses photos
     */
    public Pass pass(TensorData images) {
        var found = model.features(images, layer.value());
        TensorData maps = layer.head() instanceof Head.PooledLinear pooled
                ? classified(found.activation(), pooled)
                : found.activation();
        return new Pass(found.logits(), maps);
    }

    private TensorData classified(TensorData activation, Head.PooledLinear pooled) {
        var coefficients = pooled.linear().coefficients(model.network());
        float[] weights = coefficients.weights().toFloats();
        float[] bias = coefficients.bias().toFloats();
        Shape shape = ChannelSum.spatial(activation);
        int channels = shape.at(1);
        int places = shape.at(2) * shape.at(3);
        float[] values = activation.toFloats();
        float[] maps = new float[shape.at(0) * bias.length * places];
        for (int row = 0; row < shape.at(0) * bias.length; row++) {
            int label = row % bias.length;
            Arrays.fill(maps, row * places, (row + 1) * places, bias[label]);
            for (int channel = 0; channel < channels; channel++) {
                float weight = weights[label * channels + channel];
                int from = (row / bias.length * channels + channel) * places;
                for (int place = 0; place < places; place++) {
                    maps[row * places + place] += weight * values[from + place];
                }
            }
        }
        return TensorData.ofFloats(Shape.of(shape.at(0), bias.length, shape.at(2), shape.at(3)), maps);
    }
}
