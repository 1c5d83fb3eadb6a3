package dev.konkyo.graph;

import java.util.List;

/** Matrix products. */
public sealed interface LinearOp extends Op {

    /** alpha * A' * B' + beta * C, where ' transposes if asked to. Inputs: A [M, K], B [K, N], optional C that broadcasts to [M, N]. */
    record Gemm(
            @Default("1.0") float alpha,
            @Default("1.0") float beta,
            @Default("0") boolean transA,
            @Default("0") boolean transB)
            implements LinearOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape a = in.ranked(0, 2).shape();
            Shape b = in.ranked(1, 2).shape();
            if (a.at(transA ? 0 : 1) != b.at(transB ? 1 : 0)) {
                throw new GraphException("matrices " + a + " and " + b + " do not multiply (transA " + transA
                        + ", transB " + transB + ")");
            }
            return List.of(in.at(0).shaped(a.at(transA ? 1 : 0), b.at(transB ? 0 : 1)));
        }
    }

    /** NumPy's matmul: the last two axes multiply, the ones before broadcast, vectors are rows or columns. */
    record MatMul() implements LinearOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape a = in.at(0).shape();
            Shape b = in.at(1).shape();
            if (a.rank() < 2 || b.rank() < 2) {
                throw new GraphException("MatMul of vectors is not supported: got " + a + " and " + b);
            }
            if (a.at(-1) != b.at(-2)) {
                throw new GraphException("matrices " + a + " and " + b + " do not multiply");
            }
            int rank = Math.max(a.rank(), b.rank());
            Shape stack = a.with(-1, 1).with(-2, 1).broadcast(b.with(-1, 1).with(-2, 1));
            return List.of(in.at(0).shaped(stack.with(rank - 2, a.at(-2)).with(rank - 1, b.at(-1))));
        }
    }
}
