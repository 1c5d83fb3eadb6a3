package dev.konkyo.evidence;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.DifferentiableClassifier;
import dev.konkyo.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A network that fits on paper: a 1x1 convolution makes channel 0 = red - 1 and channel 1 = 2 * green, their means go through
 * logits = [[3, -1], [0, 2]] * means + [0.5, -0.5]. Computed here in plain Java, gradients by hand.
 */
final class TinyClassifier implements DifferentiableClassifier {
    static final String LAYER = "features";
    private static final float[] LINEAR = {3, -1, 0, 2};
    private static final float[] BIAS = {0.5f, -0.5f};

    private final WeightedGraph network;

    TinyClassifier() {
        GraphBuilder net = new GraphBuilder("tiny");
        Value x = net.images("input", 3, 2, 3);
        Value maps = net.conv(LAYER, x, Convolution.of(2, 1));
        Value logits = net.linear("fc", net.flatten(net.globalAveragePool(maps)), 2);
        network = new WeightedGraph(
                net.build(logits),
                Weights.of(Map.of(
                        LAYER + ".weight",
                        TensorData.ofFloats(Shape.of(2, 3, 1, 1), 1, 0, 0, 0, 2, 0),
                        LAYER + ".bias",
                        TensorData.ofFloats(Shape.of(2), -1, 0),
                        "fc.weight",
                        TensorData.ofFloats(Shape.of(2, 2), LINEAR),
                        "fc.bias",
                        TensorData.ofFloats(Shape.of(2), BIAS))));
    }

    @Override
    public ModelCard card() {
        return ModelCard.of("tiny", List.of("ok", "ng"), Preprocessing.stretched(2, 3))
                .withEvidenceLayer(LAYER);
    }

    @Override
    public WeightedGraph network() {
        return network;
    }

    @Override
    public TensorData logits(TensorData images) {
        return features(images, LAYER).logits();
    }

    @Override
    public Features features(TensorData images, String layer) {
        float[] pixels = images.toFloats();
        int photos = images.shape().at(0);
        float[] maps = new float[photos * 12];
        float[] logits = new float[photos * 2];
        for (int photo = 0; photo < photos; photo++) {
            float[] mean = new float[2];
            for (int place = 0; place < 6; place++) {
                maps[photo * 12 + place] = pixels[photo * 18 + place] - 1;
                maps[photo * 12 + 6 + place] = 2 * pixels[photo * 18 + 6 + place];
                mean[0] += maps[photo * 12 + place] / 6;
                mean[1] += maps[photo * 12 + 6 + place] / 6;
            }
            for (int label = 0; label < 2; label++) {
                logits[photo * 2 + label] = LINEAR[2 * label] * mean[0] + LINEAR[2 * label + 1] * mean[1] + BIAS[label];
            }
        }
        return new Features(
                TensorData.ofFloats(Shape.of(photos, 2), logits), TensorData.ofFloats(Shape.of(photos, 2, 2, 3), maps));
    }

    @Override
    public Gradients gradients(TensorData images, String layer, UnaryOperator<TensorData> score) {
        Features pass = features(images, layer);
        float[] classes = score.apply(pass.logits()).toFloats();
        float[] gradient = new float[pass.activation().toFloats().length];
        for (int i = 0; i < gradient.length; i++) {
            int photo = i / 12;
            int channel = i / 6 % 2;
            gradient[i] = (classes[2 * photo] * LINEAR[channel] + classes[2 * photo + 1] * LINEAR[2 + channel]) / 6;
        }
        return new Gradients(
                pass.logits(),
                pass.activation(),
                TensorData.ofFloats(pass.activation().shape(), gradient));
    }

    @Override
    public void close() {
        // Nothing native is held.
    }
}
