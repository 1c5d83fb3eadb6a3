package dev.konkyo.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

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
}
