package dev.konkyo.heatmap;

import dev.konkyo.image.Box;
import java.util.Arrays;

/**
 * A float grid [height, width] with a unit and a place in a photo.
 *
 * <p>Positive values are evidence for, negative values evidence against, zero is none. The grid's cells divide its
 * placement, a rectangle in pixels of the photo, evenly; the placement need not lie wholly inside the photo.
 */
public final class Heatmap {
    private final int height;
    private final int width;
    private final float[] values;
    private final Unit unit;
    private final Box placement;

    /**
     * Wraps values without copying them; the caller gives the array away.
     *
     * @param values {@code height * width} finite values, row-major from the top left
     * @param placement the part of the photo that the grid covers, in photo pixels
     * @throws IllegalArgumentException if a side is not positive, the array has another length, or a value is not finite
     */
    public Heatmap(int height, int width, float[] values, Unit unit, Box placement) {
        if (height <= 0 || width <= 0 || values.length != (long) height * width) {
            throw new IllegalArgumentException("a heatmap of " + height + " x " + width + " needs "
                    + (long) height * width + " values and positive sides, got " + values.length + " values");
        }
        if (!(placement.width() > 0 && placement.height() > 0)) {
            throw new IllegalArgumentException("a heatmap needs a placement with an area, got " + placement);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("a heatmap holds finite values, got " + values[i] + " at row "
                        + i / width + ", column " + i % width + "; did the network overflow?");
            }
        }
        this.height = height;
        this.width = width;
        this.values = values;
        this.unit = unit;
        this.placement = placement;
    }

    /** A grid that covers a whole photo of the given size. */
    public static Heatmap over(int photoHeight, int photoWidth, int height, int width, float[] values, Unit unit) {
        return new Heatmap(height, width, values, unit, Box.whole(photoHeight, photoWidth));
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The values themselves, not a copy: row-major. Treat them as read-only. */
    public float[] values() {
        return values;
    }

    public Unit unit() {
        return unit;
    }

    /** The rectangle of the photo that the grid covers, in photo pixels. */
    public Box placement() {
        return placement;
    }

    public float at(int y, int x) {
        return values[y * width + x];
    }

    public float min() {
        float min = values[0];
        for (float value : values) {
            min = Math.min(min, value);
        }
        return min;
    }

    public float max() {
        float max = values[0];
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    /** The sum, gathered in double precision. */
    public double sum() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    public double mean() {
        return sum() / values.length;
    }

    /**
     * The value below which a share of the cells lies, interpolated linearly between ranks.
     *
     * @param q in [0, 1]: 0 is the minimum, 0.5 the median, 1 the maximum
     */
    public float quantile(double q) {
        return Grid.quantile(values.clone(), q);
    }

    /** Whether any cell speaks for the target, that is, is greater than 0. */
    public boolean hasEvidence() {
        return max() > 0;
    }

    /** The evidence for, without the evidence against: negative values become 0. */
    public Heatmap positive() {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.max(values[i], 0);
        }
        return with(height, width, out);
    }

    /** Every value times a factor. */
    public Heatmap scaled(float factor) {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] * factor;
        }
        return with(height, width, out);
    }

    /**
     * The sum, cell by cell.
     *
     * @throws IllegalArgumentException unless both have the same grid, unit and placement; {@link #onto} gives maps a common grid
     */
    public Heatmap plus(Heatmap other) {
        if (other.height != height
                || other.width != width
                || other.unit != unit
                || !other.placement.equals(placement)) {
            throw new IllegalArgumentException("only heatmaps of one grid, unit and placement can be added, got " + this
                    + " and " + other + "; bring them onto the photo's pixels first");
        }
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] + other.values[i];
        }
        return with(height, width, out);
    }

    /** The same map on a finer or coarser grid: bilinear, centres half a cell inside the border ({@code align_corners=False}). */
    public Heatmap resized(int newHeight, int newWidth) {
        return with(newHeight, newWidth, sampled(newHeight, newWidth, Box.whole(newHeight, newWidth)));
    }

    /** The map at each pixel centre of a photo, bilinear within its placement and 0 outside; it then covers the whole photo. */
    public Heatmap onto(int photoHeight, int photoWidth) {
        float[] out = sampled(photoHeight, photoWidth, placement);
        return over(photoHeight, photoWidth, photoHeight, photoWidth, out, unit);
    }

    /**
     * The global maximum in photo pixels: the centre of its cell, or of the plateau of equal cells; the first in reading order if
     * several peaks share it.
     */
    public Peak peak() {
        return Peaks.highest(this);
    }

    /** Like {@link #onto}, row by row and only where there may be something above a threshold. */
    FineRows rowsAbove(float threshold, int photoHeight, int photoWidth) {
        return new FineRows(
                this,
                threshold,
                new Axis(photoHeight, height, placement.y(), placement.height()),
                new Axis(photoWidth, width, placement.x(), placement.width()));
    }

    private float[] sampled(int outHeight, int outWidth, Box place) {
        if (outHeight <= 0 || outWidth <= 0) {
            throw new IllegalArgumentException("a heatmap needs positive sides, got " + outHeight + " x " + outWidth);
        }
        Axis rows = new Axis(outHeight, height, place.y(), place.height());
        Axis columns = new Axis(outWidth, width, place.x(), place.width());
        return Grid.bilinear(values, width, rows, columns);
    }

    private Heatmap with(int newHeight, int newWidth, float[] newValues) {
        return new Heatmap(newHeight, newWidth, newValues, unit, placement);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Heatmap map
                && map.height == height
                && map.width == width
                && map.unit == unit
                && map.placement.equals(placement)
                && Arrays.equals(map.values, values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * height + width) + placement.hashCode()) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Heatmap[" + height + " x " + width + " " + unit.displayName() + ", " + min() + " to " + max()
                + ", over " + placement + "]";
    }
}
