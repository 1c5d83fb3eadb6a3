package dev.konkyo.torch.training;

import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.loss.Targets;
import java.util.Optional;

/**
 * A batch to learn from.
 *
 * @param pixels float32 [N, 3, height, width], row-major
 * @param shares of the classes, float32 [N, classes]
 * @param taught the teachers' softened distributions, float32 [N, classes]; empty without teachers
 */
record Lesson(TensorData pixels, TensorData shares, Optional<TensorData> taught) {
    /** Labels alone. */
    Lesson(TensorData pixels, TensorData shares) {
        this(pixels, shares, Optional.empty());
    }

    /** In the caller's scope. */
    Targets targets() {
        return new Targets(Tensors.copyOf(shares), taught.map(Tensors::copyOf));
    }
}
