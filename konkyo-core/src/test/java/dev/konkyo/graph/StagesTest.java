package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StagesTest {
    /** Resolutions 16, 8, 8 again beside a squeeze-and-excitation, and 4; then a head. */
    private static Graph network() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.relu(net.conv(
                "stem", net.images("input", 3, 16, 16), Convolution.of(4, 3).padding(1)));
        x = net.batchNorm(
                "body.0.bn",
                net.conv("body.0.conv", x, Convolution.of(6, 3).stride(2).padding(1)));
        Value gate = net.hardSigmoid(net.conv("body.1.gate", net.globalAveragePool(x), Convolution.of(6, 1)));
        x = net.apply("body.1", new ElementwiseOp.Mul(), x, gate);
        x = net.conv("body.2.conv", x, Convolution.of(8, 3).stride(2).padding(1));
        x = net.apply("maps", new ActivationOp.Relu(), x);
        return net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 2));
    }

    private final Stages stages = Stages.of(network());

    @Test
    void aStageIsOneResolution() {
        assertThat(stages.count()).isEqualTo(3);
        assertThat(stages.of("stem.weight")).isEqualTo(1);
        assertThat(stages.of("body.0.bn.running_var")).isEqualTo(2);
        assertThat(stages.of("body.1.gate.weight")).isEqualTo(2);
        assertThat(stages.of("body.2.conv.bias")).isEqualTo(3);
        assertThat(stages.of("fc.weight")).isEqualTo(3);
        assertThatThrownBy(() -> stages.of("fc.scale")).hasMessageContaining("no parameter 'fc.scale'");
    }

    @Test
    void whatLiesBeforeAModuleANodeOrAStage() {
        String[] first = {"stem.weight", "stem.bias"};
        String[] second = {
            "body.0.conv.weight",
            "body.0.conv.bias",
            "body.0.bn.weight",
            "body.0.bn.bias",
            "body.0.bn.running_mean",
            "body.0.bn.running_var"
        };
        String[] gate = {"body.1.gate.weight", "body.1.gate.bias"};
        assertThat(stages.before("stem")).isEmpty();
        assertThat(stages.before("body")).containsExactlyInAnyOrder(first);
        assertThat(stages.before("stage2")).containsExactlyInAnyOrder(first);
        assertThat(stages.before("body.1")).contains(first).contains(second).hasSize(8);
        assertThat(stages.before("body.2"))
                .contains(first)
                .contains(second)
                .contains(gate)
                .hasSize(10);
        assertThat(stages.before("stage3")).isEqualTo(stages.before("body.2"));
        assertThat(stages.before("maps")).contains("body.2.conv.weight").hasSize(12);
        assertThat(stages.before("fc")).hasSize(12);
    }

    @Test
    void anUnknownPartNamesTheNearest() {
        assertThatThrownBy(() -> stages.before("bodi.2"))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("network 'net' has no node, module or stage 'bodi.2'; the nearest are body.2, ")
                .hasMessageEndingWith("and the stages are stage1 to stage3");
        assertThatThrownBy(() -> stages.before("stage4")).hasMessageContaining("the nearest are stage1");
    }
}
