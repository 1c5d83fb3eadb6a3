package dev.konkyo.evidence;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;

/** The weighted sum over channels that class activation maps have in common. */
final class ChannelSum {
    private ChannelSum() {}

    /**
     * Sums channels per place.
     *
     * @param activation float32 [N, C, h, w]
     * @param weights float32 [N, C]
     * @return float32 [N, h, w]
     */
    static TensorData of(TensorData activation, TensorData weights) {
        Shape shape = spatial(activation);
        int photos = shape.at(0);
        int channels = shape.at(1);
        int places = shape.at(2) * shape.at(3);
        float[] sums = new float[photos * places];
        float[] values = activation.toFloats();
        float[] factors = weights.toFloats();
        for (int photo = 0; photo < photos; photo++) {
            for (int channel = 0; channel < channels; channel++) {
                float factor = factors[photo * channels + channel];
                int from = (photo * channels + channel) * places;
                for (int place = 0; place < places; place++) {
                    sums[photo * places + place] += factor * values[from + place];
                }
            }
        }
        return TensorData.ofFloats(Shape.of(photos, shape.at(2), shape.at(3)), sums);
    }

    /**
     * Sums channels per place, where each place has weights of its own, times the number of places.
     *
     * @param activation float32 [N, C, h, w]
     * @param weights float32 [N, C * h * w]
     * @return float32 [N, h, w]
     */
    static TensorData ofPlaces(TensorData activation, TensorData weights) {
        Shape shape = spatial(activation);
        int places = shape.at(2) * shape.at(3);
        int channels = shape.at(1);
        float[] sums = new float[shape.at(0) * places];
        float[] values = activation.toFloats();
        float[] factors = weights.toFloats();
        for (int i = 0; i < values.length; i++) {
            sums[i / (channels * places) * places + i % places] += places * factors[i] * values[i];
        }
        return TensorData.ofFloats(Shape.of(shape.at(0), shape.at(2), shape.at(3)), sums);
    }

    /** The mean of each channel of a photo over all places. */
    static float[] means(TensorData activation, int photo) {
        Shape shape = spatial(activation);
        int places = shape.at(2) * shape.at(3);
        float[] values = new float[shape.at(1) * places];
        activation.floatBuffer().get(photo * values.length, values);
        float[] means = new float[shape.at(1)];
        for (int channel = 0; channel < means.length; channel++) {
            double sum = 0;
            for (int place = 0; place < places; place++) {
                sum += values[channel * places + place];
            }
            means[channel] = (float) (sum / places);
        }
        return means;
    }

    /** The shape [N, C, h, w] of an activation, checked. */
    static Shape spatial(TensorData activation) {
        Shape shape = activation.shape();
        if (shape.rank() != 4 || (long) shape.at(2) * shape.at(3) < 2) {
            throw new GraphException("the evidence layer must give [N, channels, height, width] of several places, got "
                    + shape + "; name a layer before the pooling");
        }
        return shape;
    }
}
