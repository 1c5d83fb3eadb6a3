package dev.konkyo.analysis;

import java.util.function.Function;

/** One thing of each of two models. */
public record Pair<T>(T first, T second) {
    /** The same of both. */
    public <R> Pair<R> map(Function<? super T, ? extends R> change) {
        return new Pair<>(change.apply(first), change.apply(second));
    }
}
