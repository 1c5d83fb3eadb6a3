package dev.konkyo.torch;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Operand;
import dev.konkyo.graph.Operands;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a node's inputs and results before it runs. */
record Signature(Operands in, List<Operand> results) {
    /** The shape of the first input. */
    Shape x() {
        return in.at(0).shape();
    }

    /** The element type of the first input. */
    ElementType type() {
        return in.at(0).type();
    }

    /** The shape of the first result. */
    Shape result() {
        return results.getFirst().shape();
    }

    boolean has(int index) {
        return in.optional(index) != null;
    }

    @Nullable
    TensorData constant(int index) {
        Operand operand = in.optional(index);
        return operand == null ? null : operand.constant();
    }
}
