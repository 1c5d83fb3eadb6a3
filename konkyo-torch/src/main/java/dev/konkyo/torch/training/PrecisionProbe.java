package dev.konkyo.torch.training;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.loss.CrossEntropy;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;

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

    /** Processors without bfloat16 take many times as long as the slowest step in float32: few steps tell, all would take minutes. */
    private static final double HOPELESS = 2;

    /** The first step also prepares, so it may take many times as long as those after it. */
    private static final double HOPELESS_AT_FIRST = 10;

    /** The precision to train in. */
    public Precision better() {
        return bf16 < WORTH_IT * fp32 ? Precision.BF16 : Precision.FP32;
    }

    /** Measures some steps on noise, with a network that is thrown away. */
    public static PrecisionProbe measure(TrainingPlan plan, TrainingStart start) {
        TorchEngine.threads(plan.computation().threads());
        double[] fp32 = measured(plan, start, Precision.FP32, Double.POSITIVE_INFINITY);
        double slowest = Arrays.stream(fp32).max().orElseThrow();
        return new PrecisionProbe(typical(fp32), typical(measured(plan, start, Precision.BF16, slowest)));
    }

    private static double[] measured(TrainingPlan plan, TrainingStart start, Precision precision, double slowest) {
        try (TorchNetwork network = new TorchNetwork(start.network())) {
            return seconds(plan, start, network, precision, slowest);
        }
    }

    /**
     * The median without the first step, which also prepares. Where steps are missing it is the shortest, as the last one, which ended them, may
     * have been slow by accident.
     */
    static double typical(double... steps) {
        if (steps.length <= STEPS) {
            return Arrays.stream(steps).min().orElseThrow();
        }
        double[] sorted = Arrays.copyOfRange(steps, 1, steps.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * What a clock says of each step, up to the first that takes too long.
     *
     * @param slowest seconds of the slowest step in float32; infinite ends nothing
     * @param step makes a step and gives its seconds
     */
    static double[] timed(double slowest, DoubleSupplier step) {
        double[] seconds = new double[1 + STEPS];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = step.getAsDouble();
            if (seconds[i] > (i == 0 ? HOPELESS_AT_FIRST : HOPELESS) * slowest) {
                return Arrays.copyOf(seconds, i + 1);
            }
        }
        return seconds;
    }

    /** Seconds of each step as most of the plan's epochs make it: what is frozen there learns nothing here either. */
    static double[] seconds(
            TrainingPlan plan, TrainingStart start, TorchNetwork network, Precision precision, double slowest) {
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
            return timed(slowest, () -> {
                long began = System.nanoTime();
                Lesson lesson = new Lesson(
                        TensorData.ofFloats(shape, noise), TensorData.ofFloats(Shape.of(batch, classes), shares));
                step.learn(lesson, rates.mode(epoch), descent);
                return (System.nanoTime() - began) / 1e9;
            });
        }
    }
}
