package dev.konkyo.evidence;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Box;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.BackwardRule;
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
    private final Box covered;

    TinyClassifier() {
        this(Box.whole(1, 1));
    }

    /** As if its maps covered this part of the photo, in shares of its sides. */
    TinyClassifier(Box covered) {
        this.covered = covered;
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
    public Box covered(int rows, int columns) {
        return covered;
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
        for (int photo = 0; photo < photos; photo++) {
            for (int place = 0; place < 6; place++) {
                maps[photo * 12 + place] = pixels[photo * 18 + place] - 1;
                maps[photo * 12 + 6 + place] = 2 * pixels[photo * 18 + 6 + place];
            }
        }
        TensorData activation = TensorData.ofFloats(Shape.of(photos, 2, 2, 3), maps);
        return new Features(logitsFrom(LAYER, activation), activation);
    }

    @Override
    public TensorData logitsFrom(String layer, TensorData activation) {
        float[] maps = activation.toFloats();
        int photos = activation.shape().at(0);
        float[] logits = new float[photos * 2];
        for (int photo = 0; photo < photos; photo++) {
            float[] mean = new float[2];
            for (int i = 0; i < 12; i++) {
                mean[i / 6] += maps[photo * 12 + i] / 6;
            }
            for (int label = 0; label < 2; label++) {
                logits[photo * 2 + label] = LINEAR[2 * label] * mean[0] + LINEAR[2 * label + 1] * mean[1] + BIAS[label];
            }
        }
        return TensorData.ofFloats(Shape.of(photos, 2), logits);
    }

    @Override
    public Gradients gradients(TensorData images, String layer, UnaryOperator<TensorData> score) {
        Features pass = features(images, LAYER);
        float[] classes = score.apply(pass.logits()).toFloats();
        float[] gradient = new float[pass.activation().toFloats().length];
        for (int i = 0; i < gradient.length; i++) {
            int photo = i / 12;
            int channel = i / 6 % 2;
            gradient[i] = (classes[2 * photo] * LINEAR[channel] + classes[2 * photo + 1] * LINEAR[2 + channel]) / 6;
        }
        if (layer.equals(LAYER)) {
            TensorData there = TensorData.ofFloats(pass.activation().shape(), gradient);
            return new Gradients(pass.logits(), pass.activation(), there);
        }
        float[] pixels = new float[images.toFloats().length];
        for (int i = 0; i < pixels.length; i++) {
            int photo = i / 18;
            int colour = i / 6 % 3;
            pixels[i] = colour == 2 ? 0 : (colour + 1) * gradient[photo * 12 + colour * 6 + i % 6];
        }
        return new Gradients(pass.logits(), images, TensorData.ofFloats(images.shape(), pixels));
    }

    /** The network has no rectifier, so guided backpropagation is the derivative. */
    @Override
    public Gradients gradients(TensorData images, String layer, UnaryOperator<TensorData> score, BackwardRule rule) {
        if (rule instanceof BackwardRule.Guided) {
            return gradients(images, layer, score);
        }
        throw new UnsupportedOperationException("not worked out by hand: " + rule);
    }

    /** For one photo. The Hessian of log softmax is p p' - diag p; the logits are linear in the activation. */
    @Override
    public Curvature curvature(TensorData images, String layer, UnaryOperator<TensorData> score) {
        Features pass = features(images, layer);
        float[] logits = pass.logits().toFloats();
        float[] classes = score.apply(pass.logits()).toFloats();
        double odds = Math.exp(logits[1] - (double) logits[0]);
        double[] p = {1 / (1 + odds), odds / (1 + odds)};
        float total = classes[0] + classes[1];
        double[] moved = {logits[0] - BIAS[0], logits[1] - BIAS[1]};
        double mean = p[0] * moved[0] + p[1] * moved[1];
        float[] gradient = new float[12];
        float[] product = new float[12];
        for (int i = 0; i < 12; i++) {
            for (int label = 0; label < 2; label++) {
                double weight = LINEAR[2 * label + i / 6] / 6.0;
                gradient[i] += (float) (weight * (2 * classes[label] - total * p[label]));
                product[i] -= (float) (weight * total * p[label] * (moved[label] - mean));
            }
        }
        Shape shape = pass.activation().shape();
        return new Curvature(
                pass.logits(),
                pass.activation(),
                TensorData.ofFloats(shape, gradient),
                TensorData.ofFloats(shape, product));
    }

    /** For one photo. */
    @Override
    public Contributions contributions(TensorData images, UnaryOperator<TensorData> score) {
        Gradients pass = gradients(images, "input", score);
        Gradients features = gradients(images, LAYER, score);
        float[] classes = score.apply(pass.logits()).toFloats();
        float[] own = new float[6];
        float[] offsets = new float[6];
        for (int i = 0; i < 18; i++) {
            own[i % 6] += images.toFloats()[i] * pass.gradient().toFloats()[i];
        }
        for (int place = 0; place < 6; place++) {
            offsets[place] = -features.gradient().toFloats()[place];
        }
        Shape shape = Shape.of(1, 2, 3);
        return new Contributions(
                pass.logits(),
                List.of(TensorData.ofFloats(shape, own), TensorData.ofFloats(shape, offsets)),
                TensorData.ofFloats(Shape.of(1), classes[0] * BIAS[0] + classes[1] * BIAS[1]));
    }

    @Override
    public void close() {
        // Nothing native is held.
    }
}
