package dev.konkyo.graph;

import java.util.List;

/** Normalisations; each gives the shape of its first input. */
public sealed interface NormalizationOp extends Op {
    @Override
    default List<Operand> infer(Operands in) {
        return List.of(in.at(0).shaped(in.at(0).shape()));
    }

    /**
     * Inputs: x [N, C, ...], scale, bias, running mean, running variance [C] each.
     *
     * @param momentum how much of the running statistics a training step keeps
     */
    record BatchNormalization(
            @Default("1e-5") float epsilon, @Default("0.9") float momentum) implements NormalizationOp {}

    /** Inputs: x, scale, optional bias; normalises over all axes from the given one on. */
    record LayerNormalization(
            @Default("-1") int axis, @Default("1e-5") float epsilon) implements NormalizationOp {}

    /** Inputs: x [N, C, ...], scale [C], bias [C]; statistics per photo and channel. */
    record InstanceNormalization(@Default("1e-5") float epsilon) implements NormalizationOp {}

    /** Inputs: x [N, C, ...], scale [C], bias [C]; statistics per photo and group of channels. */
    record GroupNormalization(@Default("1e-5") float epsilon, int numGroups) implements NormalizationOp {
        public GroupNormalization {
            Attributes.check("num_groups", 1, numGroups);
        }
    }

    /** Local response normalisation across {@code size} neighbouring channels. */
    record LRN(
            @Default("0.0001") float alpha,
            @Default("0.75") float beta,
            @Default("1.0") float bias,
            int size) implements NormalizationOp {
        public LRN {
            Attributes.check("size", 1, size);
        }
    }
}
