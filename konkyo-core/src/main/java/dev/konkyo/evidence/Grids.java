package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;

/** Arithmetic on maps [N, h, w]. */
final class Grids {
    private Grids() {}

    /** The maps at another size, bilinear; each keeps its mean, which says what part of the score it holds. */
    static TensorData resized(TensorData maps, int height, int width) {
        Shape shape = maps.shape();
        if (shape.at(1) == height && shape.at(2) == width) {
            return maps;
        }
        int places = shape.at(1) * shape.at(2);
        float[] values = maps.toFloats();
        float[] resized = new float[shape.at(0) * height * width];
        for (int photo = 0; photo < shape.at(0); photo++) {
            float[] map = new float[places];
            System.arraycopy(values, photo * places, map, 0, places);
            Heatmap coarse = heatmap(shape.at(1), shape.at(2), map);
            Heatmap fine = coarse.resized(height, width);
            float shift = (float) (coarse.mean() - fine.mean());
            for (int i = 0; i < height * width; i++) {
                resized[photo * height * width + i] = fine.values()[i] + shift;
            }
        }
        return TensorData.ofFloats(Shape.of(shape.at(0), height, width), resized);
    }

    /** A bare grid at another size, bilinear. */
    static float[] resized(float[] grid, int height, int width, int newHeight, int newWidth) {
        return heatmap(height, width, grid).resized(newHeight, newWidth).values();
    }

    private static Heatmap heatmap(int height, int width, float... values) {
        return Heatmap.over(height, width, height, width, values, Unit.SCORE);
    }

    /** Element by element the larger value. */
    static TensorData largest(TensorData first, TensorData second) {
        float[] values = first.toFloats();
        float[] others = second.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], others[i]);
        }
        return TensorData.ofFloats(first.shape(), values);
    }

    /** Each map times the factor that gives it the mean of its counterpart; a map of zeros stays. */
    static TensorData withMeansOf(TensorData maps, TensorData others) {
        int photos = maps.shape().at(0);
        float[] values = maps.toFloats();
        float[] wanted = others.toFloats();
        int places = values.length / photos;
        for (int photo = 0; photo < photos; photo++) {
            double own = mean(values, photo, places);
            double factor = own == 0 ? 0 : mean(wanted, photo, wanted.length / photos) / own;
            for (int i = photo * places; i < (photo + 1) * places; i++) {
                values[i] = (float) (factor * values[i]);
            }
        }
        return TensorData.ofFloats(maps.shape(), values);
    }

    private static double mean(float[] values, int photo, int places) {
        double sum = 0;
        for (int i = photo * places; i < (photo + 1) * places; i++) {
            sum += values[i];
        }
        return sum / places;
    }

    /** The sum, element by element. */
    static TensorData sum(TensorData first, TensorData second) {
        float[] values = first.toFloats();
        float[] others = second.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] += others[i];
        }
        return TensorData.ofFloats(first.shape(), values);
    }

    /** Every value times a factor. */
    static TensorData scaled(TensorData maps, float factor) {
        float[] values = maps.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return TensorData.ofFloats(maps.shape(), values);
    }
}
