package dev.konkyo.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/** What a kernel is run on; an optional input that was left out is null. */
final class Arguments {
    private final @Nullable Tensor[] tensors;
    private final Mode mode;

    Arguments(@Nullable Tensor[] tensors, Mode mode) {
        this.tensors = tensors;
        this.mode = mode;
    }

    Mode mode() {
        return mode;
    }

    int count() {
        return tensors.length;
    }

    Tensor at(int index) {
        Tensor tensor = index < tensors.length ? tensors[index] : null;
        if (tensor == null) {
            throw new IllegalStateException("input " + index + " is missing");
        }
        return tensor;
    }

    boolean has(int index) {
        return index < tensors.length && tensors[index] != null;
    }

    TensorOptional optional(int index) {
        return has(index) ? new TensorOptional(at(index)) : new TensorOptional();
    }
}
