package dev.konkyo.torch.training;

import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.TorchParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * An exponential moving average of what a network learns. After n steps the average keeps {@code min(decay, 1 - 1 / n)} of itself, so
 * that it begins as the plain mean of all steps and forgets the first weights (Tarvainen and Valpola 2017, "Mean teachers are better
 * role models", section 3). Statistics of batch normalisation are not averaged: they are a moving average already. Owned until
 * closed.
 */
final class AveragedWeights implements AutoCloseable {
    private final double decay;
    private final List<Average> averages = new ArrayList<>();
    private long steps;

    private record Average(String name, Tensor live, Tensor mean) {}

    /** An average that begins with the network's first change. */
    AveragedWeights(TorchNetwork network, double decay) {
        this.decay = decay;
        if (decay > 0) {
            for (TorchParameter parameter : network.parameters()) {
                if (parameter.role() == Parameter.Role.TRAINED) {
                    try (TensorScope scope = new TensorScope()) {
                        Tensor mean = scope.release(parameter.tensor().detach().clone());
                        averages.add(new Average(parameter.name(), parameter.tensor(), mean));
                    }
                }
            }
        }
    }

    /** The share of itself that the average keeps at a step, counted from 1. */
    static double kept(double decay, long step) {
        return Math.min(decay, 1 - 1.0 / step);
    }

    /** Takes the network's weights in, after each of its changes. */
    void update() {
        if (averages.isEmpty()) {
            return;
        }
        steps++;
        try (TensorScope _ = new TensorScope()) {
            Scalar taken = new Scalar(1 - kept(decay, steps));
            TorchEngine.noGrad(() -> averages.forEach(average -> average.mean.lerp_(average.live, taken)));
        }
    }

    /** Works with a network that bears the averaged weights; it has its own back afterwards. */
    <T> T applied(Supplier<T> work) {
        if (steps == 0) {
            return work.get();
        }
        exchange();
        try {
            return work.get();
        } finally {
            exchange();
        }
    }

    private void exchange() {
        for (Average average : averages) {
            try (TensorScope _ = new TensorScope()) {
                TorchEngine.noGrad(() -> {
                    Tensor before = average.live.detach().clone();
                    average.live.copy_(average.mean);
                    average.mean.copy_(before);
                });
            }
        }
    }

    /** Changes that were taken in so far. */
    long steps() {
        return steps;
    }

    /** A copy of the averages; nothing if nothing is averaged. */
    Weights weights() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        averages.forEach(average -> tensors.put(average.name, Tensors.data(average.mean)));
        return Weights.of(tensors);
    }

    /** Goes on from averages that were saved after some steps. */
    void load(Weights saved, long after) {
        steps = after;
        for (Average average : averages) {
            try (TensorScope _ = new TensorScope()) {
                TensorData data = saved.at(average.name);
                TorchEngine.noGrad(() -> average.mean.copy_(Tensors.copyOf(data)));
            }
        }
    }

    @Override
    public void close() {
        averages.forEach(average -> average.mean.close());
        averages.clear();
    }
}
