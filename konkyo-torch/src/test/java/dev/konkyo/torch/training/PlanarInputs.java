package dev.konkyo.torch.training;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Inputs;

/** Inputs from numbers that lie channel by channel, as a test writes them down. */
final class PlanarInputs {
    private PlanarInputs() {}

    /** @param planes [N, 3, height, width] */
    static Inputs of(TensorData planes) {
        Shape shape = planes.shape();
        float[] from = planes.toFloats();
        float[] values = new float[from.length];
        int plane = shape.at(2) * shape.at(3);
        for (int i = 0; i < from.length; i++) {
            int photo = i / (3 * plane);
            int channel = i / plane % 3;
            values[3 * (photo * plane + i % plane) + channel] = from[i];
        }
        return new Inputs(shape.at(0), shape.at(2), shape.at(3), values);
    }
}
