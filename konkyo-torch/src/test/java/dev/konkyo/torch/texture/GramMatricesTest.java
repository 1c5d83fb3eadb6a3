package dev.konkyo.torch.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class GramMatricesTest {
    private static Tensor matrix(float... maps) {
        return GramMatrices.matrix(Tensors.copyOf(TensorData.ofFloats(Shape.of(1, 2, 1, maps.length / 2), maps)));
    }

    @Test
    void aMatrixHoldsTheProductsOfAllPairsOfMapsSummedOverPlaces() {
        try (TensorScope _ = new TensorScope()) {
            // Maps (1, 2, 3) and (0, 1, -1): 1 + 4 + 9, 2 - 3, 1 + 1.
            assertThat(Tensors.data(matrix(1, 2, 3, 0, 1, -1)).toFloats()).containsExactly(14, -1, -1, 2);
        }
    }

    @Test
    void placesThatChangeTogetherDoNotChangeAMatrixButApartTheyDo() {
        try (TensorScope _ = new TensorScope()) {
            var wanted = new WantedMatrices(List.of(matrix(1, 2, 3, 0, 1, -1)));
            assertThat(wanted.distance(List.of(matrix(3, 1, 2, -1, 0, 1))).item_double())
                    .isZero();
            assertThat(wanted.distance(List.of(matrix(3, 1, 2, 0, -1, 1))).item_double())
                    .isPositive();
        }
    }

    @Test
    void theDistanceIsTheMeanOverLayersOfTheSquaredShareThatIsMissed() {
        try (TensorScope _ = new TensorScope()) {
            // (2, 0) against (1, 0): (4 - 1)^2 / 1^2 = 9; nothing against (1, 1): 1; half of their sum.
            var matrices = List.of(matrix(2, 0), matrix(0, 0));
            var wanted = new WantedMatrices(List.of(matrix(1, 0), matrix(1, 1)));
            assertThat(wanted.distance(matrices).item_double()).isCloseTo(5, within(1e-6));
        }
    }

    @Test
    void aLayerThatIsSilentInThePhotoIsLeftOut() {
        try (TensorScope _ = new TensorScope()) {
            var matrices = List.of(matrix(2, 0), matrix(1, 1));
            var heard = new WantedMatrices(List.of(matrix(1, 0), matrix(0, 0)));
            assertThat(heard.distance(matrices).item_double()).isCloseTo(9, within(1e-6));
            assertThatThrownBy(() -> new WantedMatrices(List.of(matrix(0, 0), matrix(0, 0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("finds a feature");
        }
    }
}
