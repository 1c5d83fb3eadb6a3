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

/**
 * What libtorch itself reaches: its own loss and optimiser on one batch that lies ready in memory, without photos, shuffling, metrics or
 * checkpoints.
 */
final class ReadyTensors implements AutoCloseable {
    private static final int WARM_UP = 3;

    private final int batch;
    private final int threads;
    private final TorchNetwork network;
    private final Tensor images;
    private final Tensor labels;
    private final SGD optimizer;

    ReadyTensors(TrainingStart start, int batch, int threads) {
        this.batch = batch;
        this.threads = threads;
        network = new TorchNetwork(start.network());
        network.train(_ -> true);
        var size = start.card().preprocessing();
        // A scope that stayed open would own what trainings in between make.
        try (TensorScope scope = new TensorScope()) {
            images = scope.release(Tensors.channelsLast(noise(Shape.of(batch, 3, size.height(), size.width()))));
            labels = scope.release(Tensors.copyOf(TensorData.ofLongs(Shape.of(batch), new long[batch])));
            optimizer = scope.release(optimizer(network));
        }
    }

    /** Images per second over this many steps, after a warm-up. */
    double imagesPerSecond(int steps) {
        TorchEngine.threads(threads);
        for (int step = 0; step < WARM_UP; step++) {
            step();
        }
        long began = System.nanoTime();
        for (int step = 0; step < steps; step++) {
            step();
        }
        double seconds = (double) (System.nanoTime() - began) / TimeUnit.SECONDS.toNanos(1);
        return (double) steps * batch / seconds;
    }

    private void step() {
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

    @Override
    public void close() {
        optimizer.close();
        labels.close();
        images.close();
        network.close();
    }
}
