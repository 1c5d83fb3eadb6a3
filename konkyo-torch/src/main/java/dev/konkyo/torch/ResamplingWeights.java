package dev.konkyo.torch;

import dev.konkyo.graph.ResamplingOp;
import dev.konkyo.graph.ResamplingOp.Resize;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;

/** The matrix [pixels after, pixels before] by which linear or cubic resampling along one axis multiplies. */
final class ResamplingWeights {
    private ResamplingWeights() {}

    static TensorData matrix(Resize op, AxisScale scale) {
        float[] matrix = new float[scale.to() * scale.from()];
        for (int place = 0; place < scale.to(); place++) {
            double[] row = row(op, scale, place);
            for (int i = 0; i < row.length; i++) {
                matrix[place * scale.from() + i] = (float) row[i];
            }
        }
        return TensorData.ofFloats(Shape.of(scale.to(), scale.from()), matrix);
    }

    private static double[] row(Resize op, AxisScale scale, int place) {
        boolean cubic = op.mode() == ResamplingOp.Mode.CUBIC;
        float source = scale.source(place, op.coordinateTransformationMode());
        if (!cubic) {
            source = Math.clamp(source, 0, scale.from() - 1);
        }
        // Against aliasing the filter is as wide as a pixel of the smaller result.
        double width = op.antialias() ? Math.max(1, 1 / scale.factor()) : 1;
        double reach = (cubic ? 2 : 1) * width;
        boolean cut = op.excludeOutside() && (cubic || op.antialias());
        double[] row = new double[scale.from()];
        double sum = 0;
        for (int pixel = (int) Math.ceil(source - reach); pixel <= Math.floor(source + reach); pixel++) {
            double distance = Math.abs(pixel - source) / width;
            double weight = cubic ? cubic(distance, op.cubicCoeffA()) : Math.max(0, 1 - distance);
            if (!cut || (pixel >= 0 && pixel < scale.from())) {
                row[Math.clamp(pixel, 0, scale.from() - 1)] += weight;
                sum += weight;
            }
        }
        for (int i = 0; i < row.length; i++) {
            row[i] /= sum;
        }
        return row;
    }

    /** The cubic convolution kernel (Keys 1981, eq. 4, with free parameter a). */
    private static double cubic(double distance, double a) {
        if (distance <= 1) {
            return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
        }
        return distance < 2 ? ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a : 0;
    }
}
