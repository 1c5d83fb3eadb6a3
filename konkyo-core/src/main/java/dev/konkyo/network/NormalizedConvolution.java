package dev.konkyo.network;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.NormalizationOp.BatchNormalization;
import dev.konkyo.graph.Value;

/**
 * Convolution, batch normalisation and activation, which torchvision numbers 0, 1 and 2.
 *
 * @param name prefix of the parameters' names and name of the result
 */
record NormalizedConvolution(String name, Convolution convolution, Activation activation) {
    /** PyTorch's batch normalisation unless a paper says otherwise. */
    static final BatchNormalization NORMALIZATION = new BatchNormalization(1e-5f, 0.9f);

    Value apply(GraphBuilder net, Value x) {
        return apply(net, x, NORMALIZATION);
    }

    Value apply(GraphBuilder net, Value x, BatchNormalization normalization) {
        Value y = net.conv(name + ".0", x, convolution.withoutBias());
        y = net.batchNorm(name + ".1", y, normalization);
        return activation.apply(net, name, y);
    }
}
