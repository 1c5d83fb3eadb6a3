package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/** Renders photos of one kind of part. Implementations are immutable and may be called from many threads. */
public interface PartRenderer {
    /**
     * Renders one photo. Generators in the same state give the same bytes, and give the same scene (part, belt, light,
     * camera, noise) for both conditions, so that a pair differs by its defects alone.
     *
     * @param random the only source of randomness
     */
    RenderedPart render(RandomGenerator random, Condition condition);
}
