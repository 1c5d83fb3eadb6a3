package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class TensorScopeTest {
    private static final TensorData DATA = TensorData.ofFloats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

    @Test
    void whatIsNotKeptIsFreed() {
        Tensor dropped;
        Tensor kept;
        try (TensorScope _ = new TensorScope()) {
            try (TensorScope inner = new TensorScope()) {
                dropped = Tensors.copyOf(DATA);
                kept = inner.keep(Tensors.copyOf(DATA));
            }
            assertThat(dropped.isNull()).isTrue();
            assertThat(Tensors.data(kept)).isEqualTo(DATA);
        }
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void whatIsReleasedOutlivesAllScopes() {
        Tensor released;
        try (TensorScope _ = new TensorScope();
                TensorScope inner = new TensorScope()) {
            released = inner.release(Tensors.copyOf(DATA));
        }
        assertThat(Tensors.data(released)).isEqualTo(DATA);
        released.close();
        assertThat(released.isNull()).isTrue();
    }

    @Test
    void viewsShareMemoryAndCopiesDoNot() {
        TensorData data = TensorData.allocate(ElementType.FLOAT32, Shape.of(2));
        try (TensorScope _ = new TensorScope()) {
            Tensor view = Tensors.view(data);
            Tensor copy = Tensors.copyOf(data);
            data.floatBuffer().put(0, 7);
            assertThat(Tensors.data(view).toFloats()).containsExactly(7, 0);
            assertThat(Tensors.data(copy).toFloats()).containsExactly(0, 0);
        }
    }

    @Test
    void everyElementTypeAndEmptyTensorsSurviveTheWayThereAndBack() {
        try (TensorScope _ = new TensorScope()) {
            for (ElementType type : ElementType.values()) {
                TensorData data = TensorData.allocate(type, Shape.of(3));
                data.buffer().put(0, (byte) 1);
                assertThat(Tensors.data(Tensors.view(data))).isEqualTo(data);
                TensorData empty = TensorData.allocate(type, Shape.of(0, 3));
                assertThat(Tensors.data(Tensors.view(empty))).isEqualTo(empty);
            }
            ByteBuffer heap = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            heap.putFloat(1.5f).putFloat(-2).flip();
            TensorData onHeap = TensorData.of(ElementType.FLOAT32, Shape.of(2), heap);
            assertThat(Tensors.data(Tensors.view(onHeap)).toFloats()).containsExactly(1.5f, -2);
        }
    }

    @Test
    void gradientModeComesBackAlsoAfterAFailure() {
        assertThatThrownBy(() -> TorchEngine.noGrad((Runnable) () -> {
                    assertThat(GradMode.is_enabled()).isFalse();
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(GradMode.is_enabled()).isTrue();
        assertThat(TorchEngine.noGrad(() -> TorchEngine.enableGrad(GradMode::is_enabled)))
                .isTrue();
    }

    @Test
    void autocastComputesConvolutionsInBfloat16() {
        GraphBuilder net = new GraphBuilder("conv");
        var graph = net.build(net.conv("conv", net.images("x", 1, 4, 4), Convolution.of(2, 3)));
        TensorData photo = TensorData.allocate(ElementType.FLOAT32, Shape.of(1, 1, 4, 4));
        try (TorchNetwork network = new TorchNetwork(RandomWeights.of(graph, 1));
                TensorScope _ = new TensorScope()) {
            ElementType inside = TorchEngine.autocastBf16(
                    () -> Tensors.elementType(network.forward(Tensors.view(photo), Mode.EVALUATION)));
            assertThat(inside).isEqualTo(ElementType.BFLOAT16);
            Tensor outside = network.forward(Tensors.view(photo), Mode.EVALUATION);
            assertThat(Tensors.elementType(outside)).isEqualTo(ElementType.FLOAT32);
        }
    }

    @Test
    void anUnknownDeviceIsOneLine() {
        assertThatThrownBy(() -> new TorchDevice("abacus").open())
                .isInstanceOf(TorchException.class)
                .message()
                .startsWith("device 'abacus': ")
                .doesNotContain("\n");
    }
}
