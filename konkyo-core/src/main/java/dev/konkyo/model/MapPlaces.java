package dev.konkyo.model;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.PatchGrid;
import dev.konkyo.image.Box;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the cells of a network's maps lie on its input. A map is known by its rows and columns: without padding these tell where its places
 * see, and with padding all maps divide the input evenly.
 */
public final class MapPlaces {
    private final Graph graph;
    private final Map<List<Integer>, Box> known = new ConcurrentHashMap<>();

    public MapPlaces(Graph graph) {
        this.graph = graph;
    }

    /** The rectangle that a map covers, in shares of the input's sides; the whole input for a size that no value of the network has. */
    public Box of(int rows, int columns) {
        return known.computeIfAbsent(
                List.of(rows, columns),
                _ -> PatchGrid.sized(graph, rows, columns)
                        .map(grid -> grid.placement().scaled(1.0 / grid.width(), 1.0 / grid.height()))
                        .orElse(Box.whole(1, 1)));
    }
}
