package dev.konkyo.bench;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.TorchParameter;
import dev.konkyo.torch.training.TrainingStart;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * What libtorch itself reaches: its own loss and optimiser on one batch that lies ready in memory, without photos, shuffling, metrics or
 * checkpoints.
 */
final class ReadyTensors {
    private static final int WARM_UP = 3;

    private ReadyTensors() {}

    /** Images per second over this many steps, after a warm-up. */
    static double imagesPerSecond(TrainingStart start, int batch, int threads, int steps) {
        TorchEngine.threads(threads);
        try (TorchNetwork network = new TorchNetwork(start.network());
                TensorScope _ = new TensorScope()) {
            network.train(_ -> true);
            var size = start.card().preprocessing();
            Tensor images = Tensors.copyOf(noise(Shape.of(batch, 3, size.height(), size.width())))
                    .contiguous(MemoryFormat.ChannelsLast);
            Tensor labels = Tensors.copyOf(TensorData.ofLongs(Shape.of(batch), new long[batch]));
            SGD optimizer = optimizer(network);
            for (int step = 0; step < WARM_UP; step++) {
                step(network, optimizer, images, labels);
            }
            long began = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                step(network, optimizer, images, labels);
            }
            double seconds = (double) (System.nanoTime() - began) / TimeUnit.SECONDS.toNanos(1);
            return (double) steps * batch / seconds;
        }
    }

    private static void step(TorchNetwork network, SGD optimizer, Tensor images, Tensor labels) {
        try (TensorScope _ = new TensorScope()) {
            Tensor loss = torch.cross_entropy_loss(network.forward(images, Mode.TRAINING), labels);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }
    }

    private static SGD optimizer(TorchNetwork network) {
        SGDOptions options = new SGDOptions(0.01);
        options.momentum().put(0.9);
        options.nesterov().put(true);
        options.weight_decay().put(1e-4);
        Tensor[] learnt = network.parameters().stream()
                .map(TorchParameter::tensor)
                .filter(Tensor::requires_grad)
                .toArray(Tensor[]::new);
        return new SGD(new TensorVector(learnt), options);
    }

    private static TensorData noise(Shape shape) {
        Random random = new Random(1);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(shape, values);
    }
}
