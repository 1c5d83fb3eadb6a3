package dev.konkyo.torch.training;

import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.loss.Targets;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch to learn from.
 *
 * @param images makes what the network sees, in the caller's scope: float32 [N, 3, height, width], the channels of a place side by side
 * @param shares of the classes, float32 [N, classes]
 * @param taught the teachers' softened distributions, float32 [N, classes]; empty without teachers
 */
record Lesson(Supplier<Tensor> images, TensorData shares, Optional<TensorData> taught) {
    /** Labels alone. */
    Lesson(TensorData pixels, TensorData shares) {
        this(() -> Tensors.channelsLast(pixels), shares, Optional.empty());
    }

    /** In the caller's scope. */
    Targets targets() {
        return new Targets(Tensors.copyOf(shares), taught.map(Tensors::copyOf));
    }
}
