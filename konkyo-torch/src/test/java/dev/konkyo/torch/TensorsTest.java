package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Inputs;
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
    void inputsKeepTheirOrderAndAreTheSameTensor() {
        // Two inputs of 1 x 2 places: the channels of a place differ by 10, places by 1, inputs by 100.
        Inputs inputs = new Inputs(2, 1, 2, 1, 11, 21, 2, 12, 22, 101, 111, 121, 102, 112, 122);
        TensorData planes =
                TensorData.ofFloats(Shape.of(2, 3, 1, 2), 1, 2, 11, 12, 21, 22, 101, 102, 111, 112, 121, 122);
        assertThat(Tensors.planes(inputs)).isEqualTo(planes);
        try (TensorScope _ = new TensorScope()) {
            Tensor tensor = Tensors.channelsLast(inputs);
            Tensor turned = Tensors.channelsLast(planes);
            assertThat(Tensors.data(tensor)).isEqualTo(planes);
            assertThat(tensor.strides().vec().get())
                    .isEqualTo(turned.strides().vec().get());
            inputs.values()[0] = 9;
            assertThat(tensor.data_ptr_float().get(0)).isEqualTo(1);
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
