package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;

/** One photo's activation as a matrix with a row for each place and a column for each channel. */
final class PlaceVectors {
    private final Shape shape;
    private final double[] values;

    private PlaceVectors(Shape shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * The matrix of a photo's map.
     *
     * @param map float32 [1, C, h, w]
     */
    static PlaceVectors of(TensorData map) {
        Shape shape = ChannelSum.spatial(map);
        int places = shape.at(2) * shape.at(3);
        int channels = shape.at(1);
        float[] elements = map.toFloats();
        double[] values = new double[elements.length];
        for (int i = 0; i < elements.length; i++) {
            values[i % places * channels + i / places] = elements[i];
        }
        return new PlaceVectors(shape, values);
    }

    int places() {
        return shape.at(2) * shape.at(3);
    }

    int channels() {
        return shape.at(1);
    }

    /** [places, channels]. */
    double[] values() {
        return values;
    }

    /** A number for each place as a map [1, h, w], times a factor. */
    TensorData map(double[] numbers, double factor) {
        float[] map = new float[numbers.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) (factor * numbers[i]);
        }
        return TensorData.ofFloats(Shape.of(1, shape.at(2), shape.at(3)), map);
    }
}
