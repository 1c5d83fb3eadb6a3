package dev.konkyo.torch.training;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.loss.CrossEntropy;
import java.util.Arrays;
import java.util.Random;

/**
 * How long a training step takes on this machine in either precision. Whether bfloat16 helps depends on the processor, the network and the
 * photos' size, so it is measured and not guessed.
 *
 * @param fp32 seconds of a step in float32
 * @param bf16 seconds of the same step with convolutions and matrix products in bfloat16
 */
public record PrecisionProbe(double fp32, double bf16) {
    private static final int STEPS = 5;

    /** What rounding costs in accuracy is worth a tenth of the time at least. */
    private static final double WORTH_IT = 0.9;

    /** The precision to train in. */
    public Precision better() {
        return bf16 < WORTH_IT * fp32 ? Precision.BF16 : Precision.FP32;
    }

    /** Measures some steps on noise, with a network that is thrown away. */
    public static PrecisionProbe measure(TrainingPlan plan, TrainingStart start) {
        TorchEngine.threads(plan.computation().threads());
        return new PrecisionProbe(measured(plan, start, Precision.FP32), measured(plan, start, Precision.BF16));
    }

    private static double measured(TrainingPlan plan, TrainingStart start, Precision precision) {
        try (TorchNetwork network = new TorchNetwork(start.network())) {
            return seconds(plan, start, network, precision);
        }
    }

    /** Seconds of a step as most of the plan's epochs make it: what is frozen there learns nothing here either. */
    static double seconds(TrainingPlan plan, TrainingStart start, TorchNetwork network, Precision precision) {
        LearningRates rates = LearningRates.of(plan.fineTuning(), start);
        int epoch = Math.min(plan.course().epochs(), plan.fineTuning().frozenEpochs() + 1);
        network.train(name -> rates.learns(name, epoch));
        Preprocessing size = start.card().preprocessing();
        int batch = plan.course().batch();
        int classes = start.card().labels().size();
        Random random = new Random(plan.seed());
        Shape shape = Shape.of(batch, 3, size.height(), size.width());
        float[] noise = new float[(int) shape.elements()];
        float[] shares = new float[batch * classes];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        for (int photo = 0; photo < batch; photo++) {
            shares[photo * classes + photo % classes] = 1;
        }
        try (GradientDescent descent = new GradientDescent(plan.optimization(), network, rates::factor)) {
            TrainingStep step = new TrainingStep(
                    network, new CrossEntropy(0), precision, plan.update().clip());
            descent.rate(1e-6);
            double[] seconds = new double[STEPS];
            // One more: the first step also prepares.
            for (int i = -1; i < STEPS; i++) {
                long began = System.nanoTime();
                Lesson lesson = new Lesson(
                        TensorData.ofFloats(shape, noise), TensorData.ofFloats(Shape.of(batch, classes), shares));
                step.learn(lesson, rates.mode(epoch), descent);
                seconds[Math.max(i, 0)] = (System.nanoTime() - began) / 1e9;
            }
            Arrays.sort(seconds);
            return seconds[STEPS / 2];
        }
    }
}
