package dev.konkyo.image;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An outline of straight lines, in pixels as in {@link Box}.
 *
 * @param corners one after the other; the last is joined to the first
 */
public record Polygon(List<Point> corners) {
    public Polygon {
        corners = List.copyOf(corners);
    }

    /** The area within, whichever way round the corners go (the shoelace formula). */
    public double area() {
        double twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            Point here = corners.get(i);
            Point next = corners.get((i + 1) % corners.size());
            twice += here.x() * next.y() - next.x() * here.y();
        }
        return Math.abs(twice) / 2;
    }

    /**
     * What lies within a box: the outline is cut at one edge after the other (Sutherland and Hodgman 1974, "Reentrant Polygon Clipping").
     * Where a hollow outline falls into several parts, they stay joined along the box's edge.
     *
     * @return without corners if nothing does
     */
    public Polygon clipped(Box box) {
        return cut(corner -> corner.x() - box.x())
                .cut(corner -> box.right() - corner.x())
                .cut(corner -> corner.y() - box.y())
                .cut(corner -> box.bottom() - corner.y());
    }

    /** The part where a linear function is at least 0. */
    private Polygon cut(ToDoubleFunction<Point> inside) {
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            Point before = corners.get((i + corners.size() - 1) % corners.size());
            Point here = corners.get(i);
            double was = inside.applyAsDouble(before);
            double is = inside.applyAsDouble(here);
            if (was < 0 != is < 0) {
                double share = was / (was - is);
                kept.add(new Point(
                        before.x() + share * (here.x() - before.x()), before.y() + share * (here.y() - before.y())));
            }
            if (is >= 0) {
                kept.add(here);
            }
        }
        return new Polygon(kept);
    }
}
