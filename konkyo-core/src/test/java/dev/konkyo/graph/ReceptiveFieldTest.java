package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.ReceptiveField.Axis;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceptiveFieldTest {
    private static Axis vertical(Graph graph, Value value) {
        return ReceptiveField.of(graph, value.name()).vertical();
    }

    @Test
    void growsByKernelTimesStride() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 32, 32);
        // 3x3 at stride 2, padding 1: 3 pixels around pixel 0, whose centre is at 0.5.
        Value first = net.conv("first", x, Convolution.of(4, 3).stride(2).padding(1));
        // Two more places of 2 pixels: 3 + 2 * 2 = 7 pixels from -1 - 2 = -3 on, dilation 2 would make it 3 + 4 * 2 =
        // 11.
        Value second = net.conv("second", first, Convolution.of(4, 3).padding(1));
        Value dilated = net.conv("dilated", first, Convolution.of(4, 3).dilation(2));
        Value pooled = net.maxPool(second, 2, 2, 0, false);
        Graph graph = net.build(dilated, pooled);
        assertThat(vertical(graph, x)).isEqualTo(new Axis(1, 1, 0.5));
        assertThat(vertical(graph, first)).isEqualTo(new Axis(3, 2, 0.5));
        assertThat(vertical(graph, second)).isEqualTo(new Axis(7, 2, 0.5));
        assertThat(vertical(graph, dilated)).isEqualTo(new Axis(11, 2, 4.5));
        assertThat(vertical(graph, pooled)).isEqualTo(new Axis(9, 4, 1.5));
    }

    @Test
    void samePaddingShiftsTheField() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 224, 225);
        Value y = net.conv("y", x, Convolution.of(4, 3).stride(2).padding(PaddingStyle.SAME));
        ReceptiveField field = ReceptiveField.of(net.build(y), "y");
        // 224 places need one more row, which comes below; 225 need one column on either side.
        assertThat(field.vertical()).isEqualTo(new Axis(3, 2, 1.5));
        assertThat(field.horizontal()).isEqualTo(new Axis(3, 2, 0.5));
        assertThat(y.shape()).isEqualTo(Shape.of(1, 4, 112, 113));
    }

    @Test
    void joinsBranchesToTheLargest() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 32, 32);
        Value narrow = net.conv("narrow", x, Convolution.of(3, 1));
        Value wide = net.conv("wide", x, Convolution.of(3, 5).padding(2));
        Value sum = net.add(narrow, wide);
        Value joined = net.concat(narrow, wide);
        Value gated = net.mul(wide, net.globalAveragePool(wide));
        Graph graph = net.build(sum, joined, gated);
        assertThat(vertical(graph, sum)).isEqualTo(new Axis(5, 1, 0.5));
        assertThat(vertical(graph, joined)).isEqualTo(new Axis(5, 1, 0.5));
        assertThat(vertical(graph, gated)).isEqualTo(new Axis(32, 1, 0.5));
    }

    @Test
    void seesTheWholePhotoAfterAGlobalPool() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 32, 48);
        Value y = net.linear("fc", net.flatten(net.globalAveragePool(x)), 2);
        ReceptiveField field = ReceptiveField.of(net.build(y), "fc");
        assertThat(field.vertical()).isEqualTo(new Axis(32, 32, 16));
        assertThat(field.horizontal()).isEqualTo(new Axis(48, 48, 24));
    }

    @Test
    void doublesThePlacesWhenResized() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 3, 32, 32);
        Value y = net.conv("y", x, Convolution.of(4, 4).stride(4));
        Value up = net.apply(
                "up",
                new ConvolutionOp.ConvTranspose(
                        AutoPad.NOTSET, List.of(), 1, List.of(2, 2), List.of(), List.of(), List.of(), List.of(2, 2)),
                y,
                net.parameter("up.weight", Parameter.trained(Shape.of(4, 4, 2, 2))));
        Graph graph = net.build(up);
        assertThat(vertical(graph, y)).isEqualTo(new Axis(4, 4, 2));
        // Sixteen places of 2 pixels; the first two both read the first four pixels, their middle is that of a 2-pixel
        // cell.
        assertThat(vertical(graph, up)).isEqualTo(new Axis(4, 2, 1));
    }

    @Test
    void refusesAValueThatNoPhotoReaches() {
        GraphBuilder net = new GraphBuilder("net");
        Graph graph = net.build(net.relu(net.images("input", 3, 8, 8)));
        assertThatThrownBy(() -> ReceptiveField.of(graph, "nowhere"))
                .isInstanceOf(GraphException.class)
                .hasMessage("no value 'nowhere' of graph 'net' depends on its photo");
    }
}
