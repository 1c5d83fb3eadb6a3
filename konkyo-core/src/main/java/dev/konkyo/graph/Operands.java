package dev.konkyo.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs of an operator while shapes are inferred; null where an optional input was left out. */
public final class Operands {
    private final List<@Nullable Operand> inputs;

    public Operands(List<@Nullable Operand> inputs) {
        this.inputs = inputs;
    }

    public int count() {
        return inputs.size();
    }

    /** An input that must be there. */
    public Operand at(int index) {
        Operand operand = optional(index);
        if (operand == null) {
            throw new GraphException("input " + index + " is missing");
        }
        return operand;
    }

    public @Nullable Operand optional(int index) {
        return index < inputs.size() ? inputs.get(index) : null;
    }

    /** An input that must be there with this many axes. */
    public Operand ranked(int index, int rank) {
        Operand operand = at(index);
        if (operand.shape().rank() != rank) {
            throw new GraphException("input " + index + " must have " + rank + " axes, got " + operand.shape());
        }
        return operand;
    }

    /** The known integers of an input. */
    public long[] integers(int index) {
        TensorData constant = at(index).constant();
        if (constant == null) {
            throw new GraphException("input " + index + " depends on the photo; its value must be known beforehand");
        }
        return constant.toLongs();
    }

    /** The known integers of an input that may be left out. */
    public long @Nullable [] optionalIntegers(int index) {
        return optional(index) == null ? null : integers(index);
    }
}
