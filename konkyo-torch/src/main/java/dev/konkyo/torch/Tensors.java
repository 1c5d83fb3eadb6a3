package dev.konkyo.torch;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Inputs;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Conversions between the graph's tensors and libtorch's. */
public final class Tensors {
    static {
        TorchEngine.start();
    }

    private Tensors() {}

    /**
     * A view of the same memory, or a copy where the data lies on the JVM's heap: valid only while the data is reachable, and never to be
     * written to.
     */
    public static Tensor view(TensorData data) {
        try (TensorScope scope = new TensorScope()) {
            ByteBuffer bytes = data.buffer();
            TensorOptions options = new TensorOptions(scalarType(data.type()));
            long[] sizes = data.shape().toLongs();
            if (!bytes.hasRemaining()) {
                return scope.keep(torch.empty(sizes, options, new MemoryFormatOptional()));
            }
            Tensor view = torch.from_blob(new BytePointer(bytes), sizes, options);
            return scope.keep(bytes.isDirect() ? view : view.clone());
        }
    }

    /** A copy in libtorch's own memory. */
    public static Tensor copyOf(TensorData data) {
        try (TensorScope scope = new TensorScope()) {
            return scope.keep(view(data).clone());
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    /** A copy of [N, C, H, W] in libtorch's own memory with the channels of a place side by side, which its convolutions prefer. */
    public static Tensor channelsLast(TensorData data) {
        try (TensorScope scope = new TensorScope()) {
            return scope.keep(view(data).clone(new MemoryFormatOptional(MemoryFormat.ChannelsLast)));
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    /** Inputs [N, 3, H, W] in libtorch's own memory, where they lie as they did: channels last. */
    public static Tensor channelsLast(Inputs inputs) {
        try (TensorScope scope = new TensorScope()) {
            Tensor tensor = torch.empty(
                    shape(inputs).toLongs(),
                    new TensorOptions(ScalarType.Float),
                    new MemoryFormatOptional(MemoryFormat.ChannelsLast));
            tensor.data_ptr_float().put(inputs.values());
            return scope.keep(tensor);
        }
    }

    /** A copy of inputs in the order of graphs, [N, 3, H, W] row by row. */
    public static TensorData planes(Inputs inputs) {
        return TensorData.ofFloats(shape(inputs), inputs.planes());
    }

    private static Shape shape(Inputs inputs) {
        return Shape.of(inputs.size(), 3, inputs.height(), inputs.width());
    }

    /** A copy in row-major order in memory that the JVM owns. */
    public static TensorData data(Tensor tensor) {
        try (TensorScope _ = new TensorScope()) {
            TensorData data = TensorData.allocate(elementType(tensor), shape(tensor));
            Tensor rows = tensor.detach().cpu().contiguous(MemoryFormat.Contiguous);
            if (rows.nbytes() > 0) {
                Pointer.memcpy(new BytePointer(data.buffer()), rows.data_ptr(), rows.nbytes());
            }
            return data;
        }
    }

    /** The sizes of a tensor. */
    public static Shape shape(Tensor tensor) {
        long[] sizes = new long[(int) tensor.dim()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = tensor.size(axis);
        }
        return Shape.ofLongs(sizes);
    }

    /**
     * The element type of a tensor.
     *
     * @throws TorchException if graphs have no such type
     */
    public static ElementType elementType(Tensor tensor) {
        ScalarType type = tensor.scalar_type().intern();
        return switch (type) {
            case Float -> ElementType.FLOAT32;
            case Double -> ElementType.FLOAT64;
            case Half -> ElementType.FLOAT16;
            case BFloat16 -> ElementType.BFLOAT16;
            case Byte -> ElementType.UINT8;
            case Char -> ElementType.INT8;
            case Int -> ElementType.INT32;
            case Long -> ElementType.INT64;
            case Bool -> ElementType.BOOL;
            default -> throw new TorchException("libtorch's element type " + type + " has no counterpart in graphs");
        };
    }

    static ScalarType scalarType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> ScalarType.Float;
            case FLOAT64 -> ScalarType.Double;
            case FLOAT16 -> ScalarType.Half;
            case BFLOAT16 -> ScalarType.BFloat16;
            case UINT8 -> ScalarType.Byte;
            case INT8 -> ScalarType.Char;
            case INT32 -> ScalarType.Int;
            case INT64 -> ScalarType.Long;
            case BOOL -> ScalarType.Bool;
        };
    }
}
