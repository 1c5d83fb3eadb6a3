package dev.konkyo.graph;

import java.util.List;

/** Convolutions over the axes after batch and channel. */
public sealed interface ConvolutionOp extends Op {
    /** How the borders are padded. */
    AutoPad autoPad();

    List<Integer> dilations();

    int group();

    List<Integer> kernelShape();

    /** Begin of each axis, then end of each axis. */
    List<Integer> pads();

    List<Integer> strides();

    /** The windows that slide over an input, given the weights' spatial sizes. */
    default Window window(Shape weights) {
        int axes = weights.rank() - 2;
        List<Integer> kernel = Window.sizes(weights, 2);
        if (!kernelShape().isEmpty() && !kernelShape().equals(kernel)) {
            throw new GraphException("a kernel of " + kernelShape() + " does not fit weights " + weights);
        }
        return Window.of(axes, kernel, strides(), dilations(), pads(), autoPad());
    }

    /** Inputs: images [N, C, ...], weights [M, C / group, ...], optional bias [M]. */
    record Conv(
            @Default("NOTSET") AutoPad autoPad,
            List<Integer> dilations,
            @Default("1") int group,
            List<Integer> kernelShape,
            List<Integer> pads,
            List<Integer> strides)
            implements ConvolutionOp {
        public Conv {
            Attributes.check("group", 1, group);
        }

        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            Shape w = in.ranked(1, x.rank()).shape();
            if (x.at(1) != w.at(1) * group || w.at(0) % group != 0) {
                throw new GraphException("weights " + w + " in " + group + " groups do not fit images " + x);
            }
            int[] sizes = window(w).convolved(x, w.at(0));
            return List.of(in.at(0).shaped(sizes));
        }
    }

    /** Inputs: images [N, C, ...], weights [C, M / group, ...], optional bias [M]. */
    record ConvTranspose(
            @Default("NOTSET") AutoPad autoPad,
            List<Integer> dilations,
            @Default("1") int group,
            List<Integer> kernelShape,
            List<Integer> outputPadding,
            List<Integer> outputShape,
            List<Integer> pads,
            List<Integer> strides)
            implements ConvolutionOp {
        public ConvTranspose {
            Attributes.check("group", 1, group);
        }

        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            Shape w = in.ranked(1, x.rank()).shape();
            if (x.at(1) != w.at(0) || w.at(0) % group != 0) {
                throw new GraphException("weights " + w + " in " + group + " groups do not fit images " + x);
            }
            int[] sizes = x.toInts();
            sizes[1] = w.at(1) * group;
            for (int axis = 0; axis < x.rank() - 2; axis++) {
                sizes[axis + 2] = outputSize(x, w, axis);
            }
            return List.of(in.at(0).shaped(sizes));
        }

        private int outputSize(Shape x, Shape w, int axis) {
            Window window = window(w);
            int size = x.at(axis + 2);
            if (!outputShape.isEmpty()) {
                return outputShape.get(axis);
            }
            if (autoPad == AutoPad.SAME_UPPER || autoPad == AutoPad.SAME_LOWER) {
                return size * window.strides().get(axis);
            }
            int extra = outputPadding.isEmpty() ? 0 : outputPadding.get(axis);
            int[] pads = window.pads(size, axis);
            return window.strides().get(axis) * (size - 1) + extra + window.extent(axis) - pads[0] - pads[1];
        }
    }
}
