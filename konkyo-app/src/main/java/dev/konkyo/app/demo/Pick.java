package dev.konkyo.app.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/** Even chances. */
final class Pick {
    private Pick() {}

    static <T> T from(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
