package dev.konkyo.graph;

import java.util.Arrays;
import java.util.List;

/** Summaries over places of an image [N, C, ...]. */
public sealed interface PoolingOp extends Op {

    /** Largest value of each window; the indices that ONNX can also give are not offered. */
    record MaxPool(
            @Default("NOTSET") AutoPad autoPad,
            @Default("0") boolean ceilMode,
            List<Integer> dilations,
            List<Integer> kernelShape,
            List<Integer> pads,
            List<Integer> strides)
            implements PoolingOp {
        /** The windows, all attributes filled in. */
        public Window window() {
            return Window.of(kernelShape.size(), kernelShape, strides, dilations, pads, autoPad);
        }

        @Override
        public List<Operand> infer(Operands in) {
            return pooled(in, window(), ceilMode);
        }
    }

    /** Mean of each window. */
    record AveragePool(
            @Default("NOTSET") AutoPad autoPad,
            @Default("0") boolean ceilMode,
            @Default("0") boolean countIncludePad,
            List<Integer> dilations,
            List<Integer> kernelShape,
            List<Integer> pads,
            List<Integer> strides)
            implements PoolingOp {
        /** The windows, all attributes filled in. */
        public Window window() {
            return Window.of(kernelShape.size(), kernelShape, strides, dilations, pads, autoPad);
        }

        @Override
        public List<Operand> infer(Operands in) {
            return pooled(in, window(), ceilMode);
        }
    }

    /** Mean over all places. */
    record GlobalAveragePool() implements PoolingOp {
        @Override
        public List<Operand> infer(Operands in) {
            return global(in);
        }
    }

    /** Largest value over all places. */
    record GlobalMaxPool() implements PoolingOp {
        @Override
        public List<Operand> infer(Operands in) {
            return global(in);
        }
    }

    private static List<Operand> pooled(Operands in, Window window, boolean ceilMode) {
        Shape x = in.ranked(0, window.kernel().size() + 2).shape();
        return List.of(in.at(0).shaped(window.slid(x, x.at(1), ceilMode)));
    }

    private static List<Operand> global(Operands in) {
        int[] sizes = in.at(0).shape().toInts();
        Arrays.fill(sizes, Math.min(2, sizes.length), sizes.length, 1);
        return List.of(in.at(0).shaped(sizes));
    }
}
