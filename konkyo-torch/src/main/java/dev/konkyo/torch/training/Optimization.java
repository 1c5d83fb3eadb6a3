package dev.konkyo.torch.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How gradients change parameters; the engine's own optimisers do it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Optimization {
    /** The highest learning rate of the run; the {@link Schedule} scales it. */
    double rate();

    /** Decay of weights with two or more axes; biases and normalisation parameters are never decayed. */
    double weightDecay();

    /** The same with another highest rate. */
    Optimization withRate(double other);

    /** Stochastic gradient descent with Nesterov's momentum. */
    record Sgd(double rate, double momentum, double weightDecay) implements Optimization {
        public Sgd {
            check(rate, weightDecay);
            if (!(momentum > 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum must lie in (0, 1), got " + momentum);
            }
        }

        @Override
        public Sgd withRate(double other) {
            return new Sgd(other, momentum, weightDecay);
        }
    }

    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), betas 0.9 and 0.999. */
    record AdamW(double rate, double weightDecay) implements Optimization {
        public AdamW {
            check(rate, weightDecay);
        }

        @Override
        public AdamW withRate(double other) {
            return new AdamW(other, weightDecay);
        }
    }

    private static void check(double rate, double weightDecay) {
        if (!(rate > 0 && Double.isFinite(rate)) || !(weightDecay >= 0 && Double.isFinite(weightDecay))) {
            throw new IllegalArgumentException("a learning rate must be positive and a weight decay not negative, got "
                    + rate + " and " + weightDecay);
        }
    }
}
