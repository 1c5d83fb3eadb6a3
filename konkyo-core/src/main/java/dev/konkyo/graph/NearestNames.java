package dev.konkyo.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Names that someone may have meant. */
public final class NearestNames {
    private NearestNames() {}

    /**
     * The names with the fewest changes from the given one, the nearest first; equally near ones in their own order.
     *
     * @param limit the largest number of names
     */
    public static List<String> of(String name, Collection<String> known, int limit) {
        return known.stream()
                .sorted(Comparator.comparingInt(candidate -> EditDistance.between(candidate, name)))
                .limit(limit)
                .toList();
    }

    /** The nearest name, if at most a third of the given one's letters would change. */
    public static Optional<String> like(String name, Collection<String> known) {
        return of(name, known, 1).stream()
                .filter(nearest -> EditDistance.between(nearest, name) <= Math.max(1, name.length() / 3))
                .findFirst();
    }
}
