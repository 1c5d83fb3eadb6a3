package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;

class TensorsTest {
    private static final TensorData PHOTOS =
            TensorData.ofFloats(Shape.of(1, 2, 2, 3), 1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60);

    @Test
    void channelsOfAPlaceLieSideBySideAndTheValuesStay() {
        try (TensorScope _ = new TensorScope()) {
            Tensor photos = Tensors.channelsLast(PHOTOS);
            assertThat(photos.is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
            assertThat(photos.data_ptr_float().get(1)).isEqualTo(10);
            assertThat(Tensors.data(photos)).isEqualTo(PHOTOS);
        }
    }

    @Test
    void numbersOnTheHeapBecomeTheSameTensor() {
        try (TensorScope _ = new TensorScope()) {
            Tensor photos = Tensors.channelsLast(PHOTOS.shape(), PHOTOS.toFloats());
            assertThat(photos.is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
            assertThat(Tensors.data(photos)).isEqualTo(PHOTOS);
            assertThatThrownBy(() -> Tensors.channelsLast(Shape.of(1, 2, 2, 3), 1, 2))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("12 elements, got 2");
        }
    }

    @Test
    void whatIsDoneToTheDataLaterDoesNotReachTheCopy() {
        TensorData data = TensorData.ofFloats(Shape.of(1, 1, 1, 2), 1, 2);
        try (TensorScope _ = new TensorScope()) {
            Tensor copy = Tensors.channelsLast(data);
            data.buffer().putFloat(0, 9);
            assertThat(copy.data_ptr_float().get(0)).isEqualTo(1);
        }
    }
}
