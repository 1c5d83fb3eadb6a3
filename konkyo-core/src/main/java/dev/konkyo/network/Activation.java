package dev.konkyo.network;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Value;

/** What follows a normalised convolution. */
public enum Activation {
    NONE {
        @Override
        Value apply(GraphBuilder net, String name, Value x) {
            return x;
        }
    },
    RELU {
        @Override
        Value apply(GraphBuilder net, String name, Value x) {
            return net.apply(name, new ActivationOp.Relu(), x);
        }
    },
    RELU6 {
        @Override
        Value apply(GraphBuilder net, String name, Value x) {
            return net.relu6(name, x);
        }
    },
    HARD_SWISH {
        @Override
        Value apply(GraphBuilder net, String name, Value x) {
            return net.apply(name, new ActivationOp.HardSwish(), x);
        }
    };

    /** The activated value under this name; without an activation, the value itself. */
    abstract Value apply(GraphBuilder net, String name, Value x);
}
