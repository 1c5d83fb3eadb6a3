package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import dev.konkyo.model.FeatureClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Score-CAM (Wang et al. 2020, "Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks"): each channel, enlarged to the
 * photo, masks it; its weight is what the score of the masked photo says, by softmax over channels. Weights add up to 1, so the map is a mean
 * of activations.
 *
 * @param layer the value whose channels mask the photo
 */
public record ScoreCam(FeatureClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            var pass = model.features(image, layer);
            Shape shape = ChannelSum.spatial(pass.activation());
            Asked asked = Asked.of(model, target, pass.logits());
            List<float[]> channels = channels(pass.activation(), shape);
            int[] masking = IntStream.range(0, channels.size())
                    .filter(c -> spread(channels.get(c)) > 0)
                    .toArray();
            double[] scores = scores(image, shape, channels, masking, asked);
            float[] weights = new float[channels.size()];
            double highest = Arrays.stream(scores).max().orElse(0);
            double sum = Arrays.stream(scores).map(s -> Math.exp(s - highest)).sum();
            for (int i = 0; i < masking.length; i++) {
                // Definition 3 and algorithm 1. The score of the empty photo is the same for all channels, and softmax
                // does not see it.
                weights[masking[i]] = (float) (Math.exp(scores[i] - highest) / sum);
            }
            TensorData factors = TensorData.ofFloats(Shape.of(1, weights.length), weights);
            return asked.evidence(LayerPass.positive(ChannelSum.of(pass.activation(), factors)), Unit.ACTIVATION);
        });
    }

    private double[] scores(TensorData image, Shape shape, List<float[]> channels, int[] masking, Asked asked) {
        Shape input = image.shape();
        float[] pixels = image.toFloats();
        Box covered = model.covered(shape.at(2), shape.at(3));
        return new Variants(input, model::logits)
                .scores(
                        masking.length,
                        (variant, values) -> {
                            float[] channel = channels.get(masking[variant]);
                            float[] mask = Grids.continued(
                                    channel, shape.at(2), shape.at(3), covered, input.at(2), input.at(3));
                            mask(pixels, mask, values);
                        },
                        asked::logit);
    }

    /** The photo times the mask, which is stretched to [0, 1]: that is the method's own scaling of masks, not of the map. */
    private static void mask(float[] pixels, float[] mask, float[] values) {
        float least = least(mask);
        float factor = 1 / (most(mask) - least);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (mask[i] - least) * factor;
        }
        Photos.masked(pixels, mask, values);
    }

    private static List<float[]> channels(TensorData activation, Shape shape) {
        int places = shape.at(2) * shape.at(3);
        float[] all = activation.toFloats();
        List<float[]> channels = new ArrayList<>();
        for (int channel = 0; channel < shape.at(1); channel++) {
            channels.add(Arrays.copyOfRange(all, channel * places, (channel + 1) * places));
        }
        return channels;
    }

    /** A channel that is the same everywhere masks nothing. */
    private static float spread(float... values) {
        return most(values) - least(values);
    }

    private static float least(float... values) {
        float least = values[0];
        for (float value : values) {
            least = value < least ? value : least;
        }
        return least;
    }

    private static float most(float... values) {
        float most = values[0];
        for (float value : values) {
            most = value > most ? value : most;
        }
        return most;
    }
}
