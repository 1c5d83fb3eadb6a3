package dev.konkyo.evidence;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The photos of a batch one by one. */
final class Photos {
    private Photos() {}

    /** The same part of a batch, [1, ...], without copying it. */
    static TensorData row(TensorData batch, int row) {
        Shape one = batch.shape().with(0, 1);
        int bytes = Math.toIntExact(one.elements()) * batch.type().bytes();
        return TensorData.of(batch.type(), one, batch.buffer().slice(row * bytes, bytes));
    }

    /** A photo [channels, places] with each place times its factor. */
    static void masked(float[] pixels, float[] factors, float[] values) {
        for (int start = 0; start < pixels.length; start += factors.length) {
            for (int i = 0; i < factors.length; i++) {
                values[start + i] = pixels[start + i] * factors[i];
            }
        }
    }

    /** Explains each photo of a batch on its own. */
    static Evidence each(TensorData images, Function<TensorData, Evidence> explain) {
        List<Evidence> found = IntStream.range(0, images.shape().at(0))
                .mapToObj(i -> explain.apply(row(images, i)))
                .toList();
        return found.size() == 1
                ? found.getFirst()
                : new Evidence(
                        joined(found.stream().map(Evidence::logits).toList()),
                        joined(found.stream().map(Evidence::maps).toList()),
                        found.getFirst().unit());
    }

    private static TensorData joined(List<TensorData> rows) {
        Shape shape = rows.getFirst().shape().with(0, rows.size());
        TensorData joined = TensorData.allocate(ElementType.FLOAT32, shape);
        int length = Math.toIntExact(rows.getFirst().shape().elements());
        for (int i = 0; i < rows.size(); i++) {
            joined.floatBuffer().put(i * length, rows.get(i).toFloats());
        }
        return joined;
    }
}
