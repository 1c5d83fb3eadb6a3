package dev.konkyo.network;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.Initialization.Distribution;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.Value;
import java.util.List;

/**
 * SqueezeNet: the last convolution gives one map per class, and the mean of a class's map is its logit.
 *
 * @param stages the layers after the first convolution
 */
public record SqueezeNet(String name, Convolution first, List<Stage> stages) implements Network {

    /** What stands in a row of the paper's table 1. */
    public sealed interface Stage {}

    /** Fire module: so many 1x1 filters squeeze, so many 1x1 and as many 3x3 filters expand. */
    public record Fire(int squeeze, int expand) implements Stage {}

    /** 3x3 maximum at stride 2. */
    public record Pool() implements Stage {}

    public SqueezeNet {
        stages = List.copyOf(stages);
    }

    /** As in the paper. */
    public static SqueezeNet version10() {
        return new SqueezeNet(
                "squeezenet1_0",
                Convolution.of(96, 7).stride(2),
                List.of(
                        new Pool(),
                        new Fire(16, 64),
                        new Fire(16, 64),
                        new Fire(32, 128),
                        new Pool(),
                        new Fire(32, 128),
                        new Fire(48, 192),
                        new Fire(48, 192),
                        new Fire(64, 256),
                        new Pool(),
                        new Fire(64, 256)));
    }

    /** The authors' revision: 2.4 times fewer multiply-adds, a map of the same size. */
    public static SqueezeNet version11() {
        return new SqueezeNet(
                "squeezenet1_1",
                Convolution.of(64, 3).stride(2),
                List.of(
                        new Pool(),
                        new Fire(16, 64),
                        new Fire(16, 64),
                        new Pool(),
                        new Fire(32, 128),
                        new Fire(32, 128),
                        new Pool(),
                        new Fire(48, 192),
                        new Fire(48, 192),
                        new Fire(64, 256),
                        new Fire(64, 256)));
    }

    @Override
    public String paper() {
        return "Iandola et al., SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size, 2016";
    }

    @Override
    public Initialization initialization() {
        return new Initialization(new Distribution.KaimingUniform(), new Distribution.Normal(0.01));
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        Value x = net.conv("features.0", photos, first);
        x = net.apply("features.1", new ActivationOp.Relu(), x);
        for (int i = 0; i < stages.size(); i++) {
            String name = "features." + (i + 2);
            x = switch (stages.get(i)) {
                case Pool _ -> net.maxPool(x, 3, 2, 0, true);
                case Fire fire -> fire(net, name, x, fire);
            };
        }
        x = net.dropout(x, 0.5f);
        x = net.conv("classifier.1", x, Convolution.of(shape.classes(), 1));
        x = net.apply("classifier.2", new ActivationOp.Relu(), x);
        x = net.globalAveragePool(x);
        return List.of(net.apply(LOGITS, new LayoutOp.Flatten(1), x));
    }

    private static Value fire(GraphBuilder net, String name, Value x, Fire fire) {
        Value squeezed = net.relu(net.conv(name + ".squeeze", x, Convolution.of(fire.squeeze, 1)));
        Value narrow = net.relu(net.conv(name + ".expand1x1", squeezed, Convolution.of(fire.expand, 1)));
        Value wide = net.relu(net.conv(
                name + ".expand3x3", squeezed, Convolution.of(fire.expand, 3).padding(1)));
        return net.apply(name, new LayoutOp.Concat(1), narrow, wide);
    }
}
