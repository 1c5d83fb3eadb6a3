package dev.konkyo.image;

import java.util.Arrays;
import java.util.List;

/** A yes or no for every pixel of a photo, such as "this pixel belongs to the defect". Row-major from the top left. */
public final class Mask {
    private final int height;
    private final int width;
    private final boolean[] set;

    /**
     * Wraps pixels without copying them; the caller gives the array away.
     *
     * @param set {@code height * width} pixels, row-major
     * @throws IllegalArgumentException if a side is not positive or the array has another length
     */
    public Mask(int height, int width, boolean[] set) {
        if (height <= 0 || width <= 0 || set.length != (long) height * width) {
            throw new IllegalArgumentException("a mask of " + height + " x " + width + " pixels needs "
                    + (long) height * width + " pixels and positive sides, got " + set.length + " pixels");
        }
        this.height = height;
        this.width = width;
        this.set = set;
    }

    /** A mask in which no pixel is set. */
    public static Mask empty(int height, int width) {
        return new Mask(height, width, new boolean[height * width]);
    }

    /** A mask of the pixels whose centre lies in one of the boxes. */
    public static Mask of(int height, int width, List<Box> boxes) {
        boolean[] set = new boolean[height * width];
        for (Box box : boxes) {
            int right = edge(box.right(), width);
            for (int y = edge(box.y(), height); y < edge(box.bottom(), height); y++) {
                for (int x = edge(box.x(), width); x < right; x++) {
                    set[y * width + x] = true;
                }
            }
        }
        return new Mask(height, width, set);
    }

    /** The first pixel whose centre does not lie before a coordinate. */
    private static int edge(double coordinate, int length) {
        return (int) Math.clamp(Math.ceil(coordinate - 0.5), 0, length);
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public boolean at(int y, int x) {
        return set[y * width + x];
    }

    /** The pixels themselves, not a copy. Treat them as read-only. */
    public boolean[] pixels() {
        return set;
    }

    /** How many pixels are set. */
    public int count() {
        int count = 0;
        for (boolean pixel : set) {
            count += pixel ? 1 : 0;
        }
        return count;
    }

    /** The mask at another size, each pixel taken from the nearest one. */
    public Mask resized(int newHeight, int newWidth) {
        return warped(Affine.scale((double) newWidth / width, (double) newHeight / height), newHeight, newWidth);
    }

    /**
     * The mask after a geometric change, each pixel taken from the nearest one; nothing is set beyond the edges.
     *
     * @param mapping from this mask's coordinates to the new one's
     */
    public Mask warped(Mapping mapping, int newHeight, int newWidth) {
        return warped(mapping, newHeight, newWidth, (row, column) -> false);
    }

    /** The mask after a geometric change; beyond its edges it goes on as a photo does with this border. */
    public Mask warped(Mapping mapping, int newHeight, int newWidth, Border.Edge edge) {
        return warped(
                mapping,
                newHeight,
                newWidth,
                (row, column) -> at(inside(row, height, edge), inside(column, width, edge)));
    }

    private interface Beyond {
        boolean at(int row, int column);
    }

    private Mask warped(Mapping mapping, int newHeight, int newWidth, Beyond beyond) {
        Mapping back = mapping.inverse();
        boolean[] pixels = new boolean[newHeight * newWidth];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                Point source = back.apply(new Point(x + 0.5, y + 0.5));
                int column = (int) Math.floor(source.x());
                int row = (int) Math.floor(source.y());
                boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                pixels[y * newWidth + x] = inside ? at(row, column) : beyond.at(row, column);
            }
        }
        return new Mask(newHeight, newWidth, pixels);
    }

    /** The index that a border repeats at an index beyond the edges. */
    private static int inside(int index, int length, Border.Edge edge) {
        return switch (edge) {
            case REPLICATE -> Math.clamp(index, 0, length - 1);
            case REFLECT -> {
                int period = Math.max(1, 2 * (length - 1));
                int place = Math.floorMod(index, period);
                yield place < length ? place : period - place;
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask
                && mask.height == height
                && mask.width == width
                && Arrays.equals(mask.set, set);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(set);
    }

    @Override
    public String toString() {
        return "Mask[" + height + " x " + width + ", " + count() + " set]";
    }
}
