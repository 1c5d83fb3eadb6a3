package dev.konkyo.graph;

import java.util.List;

/**
 * One operator applied to values.
 *
 * @param name unique within its graph, for people and errors
 * @param inputs names of values, parameters or constants; an empty name is an optional input left out
 * @param outputs names of the values that it makes
 */
public record Node(String name, Op op, List<String> inputs, List<String> outputs) {
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (outputs.isEmpty()) {
            throw new GraphException("node '" + name + "' (" + op.type() + ") makes no output");
        }
    }

    /** The first output; most operators have only one. */
    public String output() {
        return outputs.getFirst();
    }

    /** The first input. */
    public String input() {
        return inputs.getFirst();
    }
}
