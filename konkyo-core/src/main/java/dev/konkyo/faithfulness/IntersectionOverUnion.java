package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;

/**
 * Intersection over union of the marked pixels and those above a threshold that was fixed before these photos were seen.
 *
 * @param floor the threshold: the floor of the evidence scale that was measured on such maps
 */
public record IntersectionOverUnion(double floor) implements MeanMetric {
    static final String NAME = "iou";

    @Override
    public Measure measure() {
        return new Measure(
                NAME,
                Subject.PLACE,
                Better.HIGHER,
                Contest.NONE,
                "0 to 1",
                "Overlap of the marked pixels and those that are drawn, above the floor of the model's evidence scale.",
                "Jaccard 1912");
    }

    @Override
    public Double observe(Located photo) {
        int both = 0;
        int either = 0;
        for (int i = 0; i < photo.pixels().length; i++) {
            boolean drawn = photo.pixels()[i] > floor;
            boolean marked = photo.mask().pixels()[i];
            both += drawn && marked ? 1 : 0;
            either += drawn || marked ? 1 : 0;
        }
        return either == 0 ? 0 : (double) both / either;
    }
}
