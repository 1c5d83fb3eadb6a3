package dev.konkyo.faithfulness;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Region;
import dev.konkyo.heatmap.Regions;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import dev.konkyo.image.Mask;
import java.util.List;

/** A map of a photo, and the places that it should name. */
public final class Located {
    private final Heatmap map;
    private final float[] pixels;
    private final Mask mask;
    private final List<Box> boxes;

    private Located(Heatmap map, Mask mask, List<Box> boxes) {
        this.map = map;
        this.mask = mask;
        this.boxes = List.copyOf(boxes);
        pixels = map.onto(mask.height(), mask.width()).values();
    }

    /**
     * A photo whose pixels are marked; its boxes are the tight ones around the connected parts of the mask.
     *
     * @param mask at the photo's size
     */
    public static Located of(Heatmap map, Mask mask) {
        float[] marked = new float[mask.pixels().length];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = mask.pixels()[i] ? 1 : 0;
        }
        var grid = Heatmap.over(mask.height(), mask.width(), mask.height(), mask.width(), marked, Unit.RELATIVE);
        var regions = new Regions(0.5f, 1).in(grid, mask.height(), mask.width());
        return new Located(map, mask, regions.stream().map(Region::box).toList());
    }

    /**
     * A photo whose objects are boxed; its marked pixels are those whose centre lies in a box.
     *
     * @param height of the photo, in pixels
     * @param width of the photo, in pixels
     */
    public static Located of(Heatmap map, int height, int width, List<Box> boxes) {
        return new Located(map, Mask.of(height, width, boxes), boxes);
    }

    /** The map as the method gave it. */
    public Heatmap map() {
        return map;
    }

    /** The map at the photo's pixels, row by row. Treat it as read-only. */
    public float[] pixels() {
        return pixels;
    }

    public Mask mask() {
        return mask;
    }

    /** The boxes around the objects, in photo pixels. */
    public List<Box> boxes() {
        return boxes;
    }
}
