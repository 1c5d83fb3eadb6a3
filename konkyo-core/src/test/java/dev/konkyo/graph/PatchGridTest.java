package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Box;
import dev.konkyo.model.MapPlaces;
import org.junit.jupiter.api.Test;

class PatchGridTest {
    /** Kernels of 5 at stride 2 and of 3, no padding: places of 9 pixels, one every 2; (21 - 9) / 2 + 1 = 7 rows, 9 columns. */
    private static Graph patches() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 21, 26);
        Value first = net.conv("first", x, Convolution.of(4, 5).stride(2));
        Value second = net.conv("second", first, Convolution.of(4, 3));
        return net.build(net.linear("fc", net.flatten(net.globalAveragePool(second)), 2));
    }

    @Test
    void aPatchIsWhatThePlaceSees() {
        PatchGrid grid = PatchGrid.of(patches(), "second");
        assertThat(grid.rows()).isEqualTo(7);
        assertThat(grid.columns()).isEqualTo(9);
        assertThat(grid.patch(0, 0)).isEqualTo(new Box(0, 0, 9, 9));
        assertThat(grid.patch(6, 8)).isEqualTo(new Box(16, 12, 9, 9));
        assertThat(grid.within()).isTrue();
        assertThat(grid.wider()).isFalse();
    }

    @Test
    void aCellLiesInTheMiddleOfItsPatch() {
        PatchGrid grid = PatchGrid.of(patches(), "second");
        assertThat(grid.placement()).isEqualTo(new Box(3.5, 3.5, 18, 14));
        assertThat(grid.cell(2, 1)).isEqualTo(new Box(5.5, 7.5, 2, 2));
        Box patch = grid.patch(2, 1);
        assertThat(patch.x() + patch.width() / 2).isEqualTo(6.5);
        assertThat(patch.y() + patch.height() / 2).isEqualTo(8.5);
    }

    @Test
    void paddedMapsDivideThePhotoEvenly() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 32, 48);
        Value y = net.conv("y", x, Convolution.of(4, 3).stride(2).padding(1));
        Graph graph = net.build(y);
        PatchGrid grid = PatchGrid.of(graph, "y");
        assertThat(grid.within()).isFalse();
        assertThat(grid.placement()).isEqualTo(new Box(0, 0, 48, 32));
        assertThat(new MapPlaces(graph).of(16, 24)).isEqualTo(Box.whole(1, 1));
    }

    @Test
    void aMapIsKnownByItsSize() {
        MapPlaces places = new MapPlaces(patches());
        Box covered = places.of(7, 9).within(new Box(100, 10, 260, 42));
        // The input shows a part of 260 x 42 pixels: ten photo pixels for one across, two for one down.
        assertThat(covered.x()).isCloseTo(135, within(1e-9));
        assertThat(covered.y()).isCloseTo(17, within(1e-9));
        assertThat(covered.width()).isCloseTo(180, within(1e-9));
        assertThat(covered.height()).isCloseTo(28, within(1e-9));
        assertThat(places.of(5, 5)).isEqualTo(Box.whole(1, 1));
        assertThat(places.of(21, 26)).isEqualTo(Box.whole(1, 1));
    }

    @Test
    void aCropMovesTheFieldAndAStepWidensIt() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 21, 21);
        Value map = net.conv("map", x, Convolution.of(4, 3).stride(2));
        Value cropped = net.crop(map, 1, 2);
        Graph graph = net.build(cropped);
        assertThat(cropped.shape()).isEqualTo(Shape.of(1, 4, 7, 7));
        assertThat(ReceptiveField.of(graph, cropped.name()).vertical()).isEqualTo(new ReceptiveField.Axis(3, 2, 3.5));
    }

    @Test
    void aPlaceMaySeeMoreThanThePhoto() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 8, 8);
        Value y = net.conv("y", x, Convolution.of(4, 9).padding(4));
        assertThat(PatchGrid.of(net.build(y), "y").wider()).isTrue();
    }

    @Test
    void onlyMapsHavePatches() {
        assertThatThrownBy(() -> PatchGrid.of(patches(), "fc"))
                .isInstanceOf(GraphException.class)
                .hasMessage("patches need a map [N, channels, height, width], got 'fc' [1, 2]");
    }
}
