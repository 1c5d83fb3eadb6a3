package dev.konkyo.bench;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Value;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import java.util.List;

/** A student: patchnet26 with half the channels, so a quarter of its multiply-adds. */
record SmallPatchNet() implements Network {
    private static final int[] CHANNELS = {6, 12, 16, 16, 32};
    private static final int[] KERNELS = {4, 4, 3, 3, 1};

    @Override
    public String name() {
        return "patchnet26_half";
    }

    @Override
    public String paper() {
        return "as patchnet26";
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        Value x = photos;
        for (int i = 0; i < CHANNELS.length; i++) {
            int kernel = KERNELS[i];
            var convolution = Convolution.of(CHANNELS[i], kernel)
                    .stride(kernel == 4 ? 2 : 1)
                    .padding((kernel - 1) / 2);
            x = net.relu(net.batchNorm("norm." + i, net.conv("features." + i, x, convolution)));
        }
        return List.of(net.linear("classifier", "logits", net.flatten(net.globalAveragePool(x)), shape.classes()));
    }
}
