package dev.konkyo.graph;

import java.util.List;

/** Functions of one value that networks put between layers; each gives the shape of its first input. */
public sealed interface ActivationOp extends Op {
    @Override
    default List<Operand> infer(Operands in) {
        return List.of(in.at(0).shaped(in.at(0).shape()));
    }

    /** max(x, 0). */
    record Relu() implements ActivationOp {}

    /** Inputs: x, optional scalar minimum, optional scalar maximum. */
    record Clip() implements ActivationOp {}

    /** x where positive, alpha * x elsewhere. */
    record LeakyRelu(@Default("0.01") float alpha) implements ActivationOp {}

    /** Inputs: x, slope that broadcasts to x; x where positive, slope * x elsewhere. */
    record PRelu() implements ActivationOp {}

    /** x where positive, alpha * (exp(x) - 1) elsewhere. */
    record Elu(@Default("1.0") float alpha) implements ActivationOp {}

    /** 1 / (1 + exp(-x)). */
    record Sigmoid() implements ActivationOp {}

    /** max(0, min(1, alpha * x + beta)). */
    record HardSigmoid(
            @Default("0.2") float alpha, @Default("0.5") float beta) implements ActivationOp {}

    /** x * max(0, min(1, x / 6 + 1 / 2)). */
    record HardSwish() implements ActivationOp {}

    /** Hyperbolic tangent. */
    record Tanh() implements ActivationOp {}

    /** exp(x) divided by its sum along an axis. */
    record Softmax(@Default("-1") int axis) implements ActivationOp {}

    /** The logarithm of {@link Softmax}. */
    record LogSoftmax(@Default("-1") int axis) implements ActivationOp {}

    /** x * Phi(x); approximate is "none" or "tanh". */
    record Gelu(@Default("none") String approximate) implements ActivationOp {}

    /** log(1 + exp(x)). */
    record Softplus() implements ActivationOp {}

    /** Inputs: x, optional ratio (default 0.5), optional training mode; the identity when a network is not trained. */
    record Dropout() implements ActivationOp {}

    /** The input itself. */
    record Identity() implements ActivationOp {}
}
