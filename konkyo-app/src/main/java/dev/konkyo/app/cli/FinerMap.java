package dev.konkyo.app.cli;

import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceLayer.Head;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.HighResolution;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;

/**
 * The map at twice a layer's resolution, and in the user's words why there may be none.
 *
 * @param decision the graph that decides
 * @param layer the evidence layer
 */
record FinerMap(Graph decision, String layer) {
    /**
     * Makes sure that the map can be had, before anything that takes long.
     *
     * @param memory whether channels are weighed by a memory
     * @throws CommandException with what would work
     */
    void require(boolean memory) {
        var finer = of(decision);
        if (!memory && EvidenceLayer.of(decision).head() instanceof Head.FlattenedLinear) {
            throw refused("the head weighs each of the " + places(decision, layer)
                    + " places of its map by itself and has no weights for " + places(finer.graph(), finer.layer())
                    + "; --memory DATA weighs channels only and works");
        }
    }

    /** A graph of the decision in which the layer is also given finer. */
    HighResolution.Result of(Graph graph) {
        try {
            return HighResolution.of(graph, layer);
        } catch (GraphException e) {
            throw refused("the decision would change (" + reason(e) + ")", e);
        }
    }

    private static String reason(GraphException problem) {
        var said = String.valueOf(problem.getMessage());
        int advice = said.indexOf(';');
        return advice < 0 ? said : said.substring(0, advice);
    }

    private CommandException refused(String reason) {
        return new CommandException("--resolution high does not work here: " + reason + "; or " + alternative());
    }

    private CommandException refused(String reason, Throwable cause) {
        return new CommandException("--resolution high does not work here: " + reason + "; " + alternative(), cause);
    }

    /** The last layer with more places, which a memory can explain. */
    private String alternative() {
        var shape = ShapeInference.shape(decision, layer, 1);
        var earlier = EvidenceLayers.names(decision).stream()
                .takeWhile(name -> !name.equals(layer))
                .filter(name -> area(ShapeInference.shape(decision, name, 1)) > area(shape))
                .reduce((_, later) -> later);
        return earlier.map(name ->
                                "--layer '" + name + "' --memory DATA gives a map of " + places(decision, name) + ", ")
                        .orElse("")
                + "without --resolution it is " + places(decision, layer);
    }

    private static int area(Shape shape) {
        return shape.at(2) * shape.at(3);
    }

    private static String places(Graph graph, String value) {
        var shape = ShapeInference.shape(graph, value, 1);
        return shape.at(2) + " x " + shape.at(3);
    }
}
