package dev.konkyo.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;
import org.junit.jupiter.api.Test;

class GridsTest {
    private static final Box WHOLE = Box.whole(1, 1);
    private static final Box MIDDLE = new Box(0.25, 0, 0.5, 1);

    @Test
    void aMapIsPlacedWhereItLiesAndKeepsItsMean() {
        // Two cells of two pixels each at [2, 6) of 8: 1 1.5 2.5 3, twice as much as half the row is empty.
        var maps = TensorData.ofFloats(Shape.of(1, 1, 2), 1, 3);
        assertThat(Grids.placed(maps, MIDDLE, 1, 8, WHOLE).toFloats())
                .containsExactly(new float[] {0, 0, 2, 3, 5, 6, 0, 0}, within(1e-6f));
    }

    @Test
    void whatSamplingChangesIsGivenBack() {
        // Sampled at a quarter and three quarters both are 3 - 3 / 4, more than the mean of 1.
        var maps = TensorData.ofFloats(Shape.of(1, 1, 3), 0, 3, 0);
        assertThat(Grids.placed(maps, WHOLE, 1, 2, WHOLE).toFloats())
                .containsExactly(new float[] {1, 1}, within(1e-6f));
    }

    @Test
    void aMaskGoesOnBeyondItsOutermostCells() {
        assertThat(Grids.continued(new float[] {1, 3}, 1, 2, MIDDLE, 1, 8))
                .containsExactly(new float[] {1, 1, 1, 1.5f, 2.5f, 3, 3, 3}, within(1e-6f));
        assertThat(Grids.continued(new float[] {1, 3}, 1, 2, WHOLE, 1, 4))
                .containsExactly(new float[] {1, 1.5f, 2.5f, 3}, within(1e-6f));
    }

    @Test
    void aMovedMapLeavesTheOthersValuesWhereItCoversNothing() {
        // One cell further right: the first has no counterpart.
        var map = TensorData.ofFloats(Shape.of(1, 1, 3), 1, 2, 3);
        var other = TensorData.ofFloats(Shape.of(1, 1, 3), 7, 8, 9);
        assertThat(Grids.moved(map, new Box(0.5, 0, 0.75, 1), other, new Box(0.25, 0, 0.75, 1))
                        .toFloats())
                .containsExactly(new float[] {7, 1, 2}, within(1e-6f));
    }
}
