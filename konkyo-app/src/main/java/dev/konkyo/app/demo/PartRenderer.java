package dev.konkyo.app.demo;

import java.util.List;
import java.util.SplittableRandom;
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

    /**
     * Renders one part before and after it was damaged: byte for byte what {@link #render} gives for each condition and a {@link
     * SplittableRandom} of this seed. A renderer for which most of the work is the scene does that part of it once.
     *
     * @return the sound part and the damaged one
     */
    default List<RenderedPart> matched(long seed) {
        return List.of(
                render(new SplittableRandom(seed), Condition.OK), render(new SplittableRandom(seed), Condition.NG));
    }
}
