package dev.konkyo.graph;

import dev.konkyo.image.Box;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The patches of a photo that the places of a map see.
 *
 * @param field of the first place, and the step from one place to the next
 * @param rows of the map
 * @param columns of the map
 * @param height of the photo that the network gets, in pixels
 * @param width of the photo that the network gets, in pixels
 */
public record PatchGrid(ReceptiveField field, int rows, int columns, int height, int width) {
    public PatchGrid {
        if (rows < 1 || columns < 1 || height < 1 || width < 1) {
            throw new GraphException("patches need a map and a photo with positive sides, got " + rows + " x " + columns
                    + " places and " + height + " x " + width + " pixels");
        }
    }

    /**
     * The patches of one value of a graph.
     *
     * @throws GraphException if it is no map [N, channels, height, width] that depends on the photo
     */
    public static PatchGrid of(Graph graph, String value) {
        Shape map = ShapeInference.shape(graph, value, 1);
        if (map.rank() != 4) {
            throw new GraphException("patches need a map [N, channels, height, width], got '" + value + "' " + map);
        }
        Shape photo = graph.input().shape(1);
        return new PatchGrid(ReceptiveField.of(graph, value), map.at(2), map.at(3), photo.at(2), photo.at(3));
    }

    /** The patches of the last map of a size; empty if no value of the graph has it or its field cannot be followed. */
    public static Optional<PatchGrid> sized(Graph graph, int rows, int columns) {
        try {
            Map<String, Operand> values = ShapeInference.infer(graph, 1);
            Shape photo = graph.input().shape(1);
            return ReceptiveField.all(graph).entrySet().stream()
                    .filter(value -> sized(values.get(value.getKey()), rows, columns))
                    .reduce((_, later) -> later)
                    .map(value -> new PatchGrid(value.getValue(), rows, columns, photo.at(2), photo.at(3)));
        } catch (GraphException _) {
            return Optional.empty();
        }
    }

    private static boolean sized(@Nullable Operand value, int rows, int columns) {
        return value != null
                && value.shape().rank() == 4
                && value.shape().at(2) == rows
                && value.shape().at(3) == columns;
    }

    /** What one place sees, in pixels of the network's input; may reach over its border into the padding. */
    public Box patch(int row, int column) {
        return new Box(
                begin(field.horizontal(), column),
                begin(field.vertical(), row),
                field.horizontal().size(),
                field.vertical().size());
    }

    private static double begin(ReceptiveField.Axis axis, int place) {
        return axis.offset() + place * axis.stride() - axis.size() / 2;
    }

    /** Whether every patch lies wholly within the photo, as in networks without padding. */
    public boolean within() {
        Box first = patch(0, 0);
        Box last = patch(rows - 1, columns - 1);
        return first.x() >= 0 && first.y() >= 0 && last.right() <= width && last.bottom() <= height;
    }

    /** Whether a place sees as much as the whole photo, so that a map does not tell which part a score comes from. */
    public boolean wider() {
        return field.vertical().size() >= height && field.horizontal().size() >= width;
    }

    /**
     * The rectangle that the map's cells cover, in pixels of the network's input. Where every patch lies within the photo, a cell is as
     * large as the step to the next and lies in the middle of its patch. Where patches reach into padding, a network learns what that means
     * and the cells divide the whole photo, as is usual.
     */
    public Box placement() {
        if (!within()) {
            return Box.whole(height, width);
        }
        ReceptiveField.Axis across = field.horizontal();
        ReceptiveField.Axis down = field.vertical();
        return new Box(
                across.offset() - across.stride() / 2,
                down.offset() - down.stride() / 2,
                columns * across.stride(),
                rows * down.stride());
    }

    /** What of the photo a place's own cell covers, in pixels of the network's input. */
    public Box cell(int row, int column) {
        Box all = placement();
        double across = all.width() / columns;
        double down = all.height() / rows;
        return new Box(all.x() + column * across, all.y() + row * down, across, down);
    }
}
