package dev.konkyo.image;

/** A box's outline after a mapping that bends straight lines. */
final class BoxOutline {
    private BoxOutline() {}

    /** The smallest upright box around the outline, which is followed in steps of at most a pixel. */
    static Box around(Mapping mapping, Box box) {
        int steps = (int) Math.clamp(Math.ceil(Math.max(box.width(), box.height())), 1, 4096);
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 4 * steps; i++) {
            double along = (double) (i % steps) / steps;
            Point moved = mapping.apply(
                    switch (i / steps) {
                        case 0 -> new Point(box.x() + along * box.width(), box.y());
                        case 1 -> new Point(box.right(), box.y() + along * box.height());
                        case 2 -> new Point(box.right() - along * box.width(), box.bottom());
                        default -> new Point(box.x(), box.bottom() - along * box.height());
                    });
            left = Math.min(left, moved.x());
            right = Math.max(right, moved.x());
            top = Math.min(top, moved.y());
            bottom = Math.max(bottom, moved.y());
        }
        return new Box(left, top, right - left, bottom - top);
    }
}
