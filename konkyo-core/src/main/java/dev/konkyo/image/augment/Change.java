package dev.konkyo.image.augment;

import dev.konkyo.image.Image;
import dev.konkyo.image.Mapping;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One change that was drawn. */
public sealed interface Change {
    /** The numbers that were drawn, by name; random fields such as noise are told by their seed. */
    Map<String, Number> values();

    /**
     * Things come to lie elsewhere.
     *
     * @param mapping from the picture's coordinates to the changed picture's
     */
    record Move(Map<String, Number> values, Mapping mapping) implements Change {}

    /**
     * Pixels take other values.
     *
     * @param paint gives a changed picture of the same size and leaves the given one as it is
     */
    record Repaint(Map<String, Number> values, UnaryOperator<Image> paint) implements Change {}
}
