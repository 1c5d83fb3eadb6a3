package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import java.util.Arrays;

/** Arithmetic on maps [N, h, w]. */
final class Grids {
    private Grids() {}

    /**
     * The maps on another grid, bilinear, 0 where they cover nothing. Each keeps its mean, which says what part of the score it holds.
     *
     * @param covered by the maps, in shares of the input's sides
     * @param onto what the new grid covers, in the same shares
     */
    static TensorData placed(TensorData maps, Box covered, int height, int width, Box onto) {
        Shape shape = maps.shape();
        if (shape.at(1) == height && shape.at(2) == width && covered.equals(onto)) {
            return maps;
        }
        Box place = cells(covered, height, width, onto);
        float[] inside = inside(place, height, width);
        int places = shape.at(1) * shape.at(2);
        float[] values = maps.toFloats();
        float[] result = new float[shape.at(0) * height * width];
        for (int photo = 0; photo < shape.at(0); photo++) {
            float[] map = Arrays.copyOfRange(values, photo * places, (photo + 1) * places);
            Heatmap coarse = new Heatmap(shape.at(1), shape.at(2), map, Unit.SCORE, place);
            float[] fine = withMean(coarse.mean(), coarse.onto(height, width), inside);
            System.arraycopy(fine, 0, result, photo * fine.length, fine.length);
        }
        return TensorData.ofFloats(Shape.of(shape.at(0), height, width), result);
    }

    /**
     * One map [1, h, w] where another lies, bilinear; where it covers nothing, the other's values.
     *
     * @param covered by the map, in shares of the input's sides
     * @param onto what the other covers, in the same shares
     */
    static TensorData moved(TensorData map, Box covered, TensorData other, Box onto) {
        int height = map.shape().at(1);
        int width = map.shape().at(2);
        Box place = cells(covered, height, width, onto);
        float[] inside = inside(place, height, width);
        float[] moved = new Heatmap(height, width, map.toFloats(), Unit.SCORE, place)
                .onto(height, width)
                .values();
        float[] values = other.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = inside[i] == 0 ? values[i] : moved[i];
        }
        return TensorData.ofFloats(other.shape(), values);
    }

    /** 1 for the cells whose centres lie in the rectangle, 0 for the others. */
    private static float[] inside(Box place, int height, int width) {
        return new Heatmap(1, 1, new float[] {1}, Unit.SCORE, place)
                .onto(height, width)
                .values();
    }

    /** The rectangle in cells of a grid instead of shares. */
    private static Box cells(Box covered, int height, int width, Box onto) {
        return new Box(
                (covered.x() - onto.x()) / onto.width() * width,
                (covered.y() - onto.y()) / onto.height() * height,
                covered.width() / onto.width() * width,
                covered.height() / onto.height() * height);
    }

    /** As much more where cells are inside as there are fewer of them, and shifted there by what sampling has changed. */
    private static float[] withMean(double mean, Heatmap sampled, float... inside) {
        double count = 0;
        for (float cell : inside) {
            count += cell;
        }
        double shift = mean - sampled.sum() / count;
        float[] values = new float[inside.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = inside[i] == 0 ? 0 : (float) ((sampled.values()[i] + shift) * (inside.length / count));
        }
        return values;
    }

    /**
     * A bare grid at the input's size, bilinear; beyond what it covers the outermost cells go on, since their places see farthest there.
     *
     * @param covered by the grid, in shares of the input's sides
     */
    static float[] continued(float[] grid, int height, int width, Box covered, int inputHeight, int inputWidth) {
        double down = covered.height() / height;
        double across = covered.width() / width;
        int top = beyond(covered.y(), down);
        int left = beyond(covered.x(), across);
        int rows = top + height + beyond(1 - covered.bottom(), down);
        int columns = left + width + beyond(1 - covered.right(), across);
        float[] wide = new float[rows * columns];
        for (int i = 0; i < wide.length; i++) {
            int row = Math.clamp(i / columns - (long) top, 0, height - 1);
            int column = Math.clamp(i % columns - (long) left, 0, width - 1);
            wide[i] = grid[row * width + column];
        }
        Box place = new Box(covered.x() - left * across, covered.y() - top * down, columns * across, rows * down);
        return new Heatmap(rows, columns, wide, Unit.SCORE, place.scaled(inputWidth, inputHeight))
                .onto(inputHeight, inputWidth)
                .values();
    }

    private static int beyond(double margin, double cell) {
        return (int) Math.ceil(Math.max(margin, 0) / cell);
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
