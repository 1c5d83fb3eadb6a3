package dev.konkyo.evidence;

import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.CosineParts;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceLayer.Head;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.ReferenceHead;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.FeatureClassifier;

/**
 * Class activation mapping (Zhou et al. 2016, "Learning Deep Features for Discriminative Localization", equation 2).
 *
 * <p>For networks that average the evidence layer over all places and then apply one linear layer, or that average one map per class.
 * Where one linear layer reads all places without an average, a class's weights differ from place to place: each place then counts with
 * its own, times the number of places. In all three the map's mean plus the class's bias is the class's logit, exactly. For cosines of a
 * linear embedding the map's mean plus the part that no place holds is the cosine, see {@link CosineParts}.
 *
 * @param layer the layer before the average
 */
public record Cam(FeatureClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        var pass = model.features(images, layer);
        return new Evidence(
                pass.logits(), map(pass.activation(), target.weights(pass.logits())), Evidence.unit(model.card()));
    }

    /** The map [N, h, w] of a score, from its weight on each class [N, classes]. */
    private TensorData map(TensorData activation, TensorData classes) {
        WeightedGraph network = model.network();
        EvidenceLayer evidence = EvidenceLayer.of(network.graph());
        if (!evidence.value().equals(layer)) {
            throw new GraphException("CAM explains the layer before the average, '" + evidence.value() + "', got '"
                    + layer + "'; use grad-cam for other layers");
        }
        return switch (evidence.head()) {
            case Head.PooledLinear pooled ->
                ChannelSum.of(
                        activation,
                        product(classes, pooled.linear().coefficients(network).weights()));
            case Head.ClassMaps _ -> ChannelSum.of(activation, classes);
            case Head.FlattenedLinear flattened ->
                ChannelSum.ofPlaces(
                        activation,
                        product(
                                classes,
                                flattened.linear().coefficients(network).weights()));
            case Head.PooledCosine _ ->
                ChannelSum.of(activation, ofCosines(CosineParts.of(network), activation, classes));
            case Head.Other _
            when CosineHead.in(network.graph()) || ReferenceHead.in(network.graph()) ->
                throw new GraphException("CAM needs scores that are sums over places; the cosines of '"
                        + network.graph().name()
                        + "' with stored photos are none; use grad-cam");
            case Head.Other _ ->
                throw new GraphException("CAM needs a network that ends in a global average and one linear "
                        + "layer, which '" + network.graph().name() + "' does not; use grad-cam");
        };
    }

    /** The weights [N, channels] by which places add up to a weighted sum of cosines. */
    private static TensorData ofCosines(CosineParts parts, TensorData activation, TensorData classes) {
        Shape shape = ChannelSum.spatial(activation);
        int channels = shape.at(1);
        float[] weights = new float[shape.at(0) * channels];
        for (int photo = 0; photo < shape.at(0); photo++) {
            float[] row = parts.channelWeights(ChannelSum.means(activation, photo), row(classes, photo));
            System.arraycopy(row, 0, weights, photo * channels, channels);
        }
        return TensorData.ofFloats(Shape.of(shape.at(0), channels), weights);
    }

    private static float[] row(TensorData rows, int row) {
        float[] values = new float[rows.shape().at(1)];
        rows.floatBuffer().get(row * values.length, values);
        return values;
    }

    private static TensorData product(TensorData left, TensorData right) {
        Shape a = left.shape();
        int inner = a.at(1);
        int columns = right.shape().at(1);
        float[] first = left.toFloats();
        float[] second = right.toFloats();
        float[] result = new float[a.at(0) * columns];
        for (int row = 0; row < a.at(0); row++) {
            for (int k = 0; k < inner; k++) {
                float factor = first[row * inner + k];
                for (int column = 0; factor != 0 && column < columns; column++) {
                    result[row * columns + column] += factor * second[k * columns + column];
                }
            }
        }
        return TensorData.ofFloats(Shape.of(a.at(0), columns), result);
    }
}
