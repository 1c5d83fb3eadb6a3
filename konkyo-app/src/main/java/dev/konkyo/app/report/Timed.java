package dev.konkyo.app.report;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Something that was worked out, and the time that it took. */
record Timed<T>(T value, double milliseconds) {
    static <T> Timed<T> of(Supplier<T> work) {
        long start = System.nanoTime();
        var value = work.get();
        return new Timed<>(value, (double) (System.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** The time of work that may have been left out. */
    static OptionalDouble milliseconds(Optional<? extends Timed<?>> work) {
        return work.stream().mapToDouble(Timed::milliseconds).findFirst();
    }
}
