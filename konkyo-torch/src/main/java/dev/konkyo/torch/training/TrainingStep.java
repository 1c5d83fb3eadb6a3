package dev.konkyo.torch.training;

import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Inputs;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.loss.EmbeddingLoss;
import dev.konkyo.torch.loss.Loss;
import dev.konkyo.torch.loss.Targets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One forward pass over a batch, with or without the backward pass and the change of parameters that follow. */
final class TrainingStep {
    /** Weight of each auxiliary classifier's loss (Szegedy et al. 2015, "Going Deeper with Convolutions", section 5). */
    private static final double AUXILIARY = 0.3;

    private final TorchNetwork network;
    private final Loss loss;
    private final Precision precision;
    private final double clip;
    private final StepTimes times = new StepTimes();
    private final String input;
    private final String scores;
    private final List<String> auxiliaries;
    private final boolean embeds;
    private final Set<String> wanted;

    /** @param clip longest gradient by its norm; 0 for none */
    TrainingStep(TorchNetwork network, Loss loss, Precision precision, double clip) {
        this.network = network;
        this.loss = loss;
        this.precision = precision;
        this.clip = clip;
        input = network.graph().input().name();
        List<String> outputs = network.graph().outputs();
        scores = outputs.getFirst();
        embeds = CosineHead.in(network.graph());
        auxiliaries = embeds ? List.of() : outputs.subList(1, outputs.size());
        wanted = new LinkedHashSet<>(outputs);
    }

    /**
     * What a batch showed.
     *
     * @param loss mean over its photos
     * @param correct photos whose highest score is that of their label, the class with the largest share; see {@link Targets#labels()}
     * @param offClass mean cosine between embeddings of photos with different labels; NaN if there are none
     */
    record Result(double loss, int correct, double offClass) {}

    /**
     * Learns from a batch. If the loss is not a finite number, or the gradient that is to be clipped, nothing is changed and the result's
     * loss is NaN.
     */
    Result learn(Lesson lesson, Mode mode, GradientDescent descent) {
        try (TensorScope _ = new TensorScope()) {
            long began = System.nanoTime();
            Targets truth = lesson.targets();
            Map<String, Tensor> values = precision == Precision.BF16
                    ? TorchEngine.autocastBf16(() -> forward(lesson, mode))
                    : forward(lesson, mode);
            Tensor logits = value(values, scores);
            Tensor total = loss.of(loss instanceof EmbeddingLoss ? value(values, CosineHead.EMBEDDING) : logits, truth);
            double main = total.item_double();
            for (String auxiliary : auxiliaries) {
                total = total.add(loss.of(value(values, auxiliary), truth).mul(new Scalar(AUXILIARY)));
            }
            boolean learnt = Double.isFinite(total.item_double());
            int correct = correct(logits, truth);
            double offClass = embeds ? offClass(value(values, CosineHead.EMBEDDING), truth) : Double.NaN;
            times.forward(began);
            return new Result(learnt && change(total, descent) ? main : Double.NaN, correct, offClass);
        }
    }

    /** Whether the gradient was one to follow. */
    private boolean change(Tensor total, GradientDescent descent) {
        long began = System.nanoTime();
        descent.zeroGradients();
        total.backward();
        times.backward(began);
        began = System.nanoTime();
        // Without a limit the norm still tells whether the gradient is one: a step along another one ends in weights
        // that are no numbers.
        boolean finite = Double.isFinite(descent.clip(clip == 0 ? Double.MAX_VALUE : clip));
        if (finite) {
            descent.step();
        }
        times.update(began);
        return finite;
    }

    /** Where the time of all steps so far went. */
    StepTimes times() {
        return times;
    }

    /** Whether the network gives embeddings. */
    boolean embeds() {
        return embeds;
    }

    /** The scale of the cosines in the loss; NaN for losses without one. */
    double scale() {
        return loss.cosineScale();
    }

    /** Judges a batch without learning. */
    Result judge(Inputs inputs, TensorData shares) {
        try (TensorScope _ = new TensorScope()) {
            return TorchEngine.noGrad(() -> {
                Targets truth = Targets.of(shares);
                Tensor logits = value(
                        network.forward(Map.of(input, Tensors.channelsLast(inputs)), Mode.EVALUATION, Set.of(scores)),
                        scores);
                // Validation photos come class after class, so a batch seldom holds photos that could be compared.
                Tensor judged = loss instanceof EmbeddingLoss pairs
                        ? pairs.againstCentres(logits, truth)
                        : loss.of(logits, truth);
                return new Result(judged.item_double(), correct(logits, truth), Double.NaN);
            });
        }
    }

    private Map<String, Tensor> forward(Lesson lesson, Mode mode) {
        Map<String, Tensor> values =
                network.forward(Map.of(input, lesson.images().get()), mode, wanted);
        values.replaceAll((_, tensor) -> tensor.to(torch.ScalarType.Float));
        return values;
    }

    private static Tensor value(Map<String, Tensor> values, String name) {
        Tensor tensor = values.get(name);
        if (tensor == null) {
            throw new TrainingException("the network did not compute '" + name + "'");
        }
        return tensor;
    }

    private static double offClass(Tensor embeddings, Targets truth) {
        Tensor unit = embeddings.detach();
        Tensor labels = truth.labels();
        Tensor other = labels.unsqueeze(1).ne(labels.unsqueeze(0)).to(unit.scalar_type());
        // Without photos of different labels 0 / 0 is no number.
        return unit.matmul(unit.t()).mul(other).sum().div(other.sum()).item_double();
    }

    private static int correct(Tensor logits, Targets truth) {
        return (int) logits.argmax(new org.bytedeco.pytorch.LongOptional(1), false)
                .eq(truth.labels())
                .sum()
                .item_long();
    }
}
