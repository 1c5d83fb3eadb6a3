package dev.konkyo.torch;

import static dev.konkyo.torch.OperatorCases.normal;
import static dev.konkyo.torch.OperatorCases.positive;

import dev.konkyo.graph.AutoPad;
import dev.konkyo.graph.ConvolutionOp.Conv;
import dev.konkyo.graph.ConvolutionOp.ConvTranspose;
import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.PoolingOp;
import java.util.List;

/** Convolutions, pooling and normalisation. */
final class ImageOperatorCases {
    private static final List<Integer> NONE = List.of();

    private ImageOperatorCases() {}

    static void fill(OperatorCases table) {
        convolutions(table);
        transposed(table);
        maxPooling(table);
        averagePooling(table);
        normalizations(table);
    }

    private static Conv conv(AutoPad autoPad, int dilation, int group, List<Integer> pads, int stride) {
        return new Conv(autoPad, List.of(dilation, dilation), group, NONE, pads, List.of(stride, stride));
    }

    private static void convolutions(OperatorCases table) {
        table.add("plain", conv(AutoPad.NOTSET, 1, 1, NONE, 1), normal(2, 3, 5, 6), normal(4, 3, 3, 3), normal(4));
        table.add("padded", conv(AutoPad.NOTSET, 1, 1, List.of(1, 1, 1, 1), 2), normal(1, 2, 6, 5), normal(3, 2, 3, 3));
        table.add(
                "asymmetric",
                conv(AutoPad.NOTSET, 1, 1, List.of(0, 2, 1, 0), 2),
                normal(1, 2, 6, 6),
                normal(3, 2, 3, 3));
        table.add("same upper", conv(AutoPad.SAME_UPPER, 1, 1, NONE, 2), normal(1, 2, 6, 7), normal(3, 2, 3, 3));
        table.add("same lower", conv(AutoPad.SAME_LOWER, 1, 1, NONE, 2), normal(1, 2, 6, 7), normal(3, 2, 3, 3));
        table.add("valid", conv(AutoPad.VALID, 1, 1, NONE, 1), normal(1, 2, 4, 4), normal(3, 2, 2, 2), normal(3));
        table.add(
                "dilated groups",
                conv(AutoPad.NOTSET, 2, 2, List.of(2, 2, 2, 2), 1),
                normal(1, 4, 5, 5),
                normal(6, 2, 3, 3),
                normal(6));
        table.add("depthwise", conv(AutoPad.SAME_UPPER, 1, 4, NONE, 2), normal(2, 4, 5, 4), normal(4, 1, 3, 3));
        table.add(
                "1-d",
                new Conv(AutoPad.NOTSET, NONE, 1, NONE, List.of(1, 0), List.of(2)),
                normal(2, 3, 7),
                normal(4, 3, 3));
        table.add(
                "3-d",
                new Conv(AutoPad.NOTSET, NONE, 1, NONE, NONE, NONE),
                normal(1, 2, 3, 4, 3),
                normal(2, 2, 2, 2, 2));
    }

    private static ConvTranspose transpose(
            AutoPad autoPad, int group, List<Integer> extra, List<Integer> shape, List<Integer> pads, int stride) {
        return new ConvTranspose(autoPad, NONE, group, NONE, extra, shape, pads, List.of(stride, stride));
    }

    private static void transposed(OperatorCases table) {
        table.add(
                "plain",
                transpose(AutoPad.NOTSET, 1, NONE, NONE, NONE, 2),
                normal(2, 3, 3, 4),
                normal(3, 2, 3, 3),
                normal(2));
        table.add(
                "padded",
                transpose(AutoPad.NOTSET, 1, List.of(1, 1), NONE, List.of(1, 1, 1, 1), 2),
                normal(1, 3, 3, 4),
                normal(3, 2, 3, 3),
                normal(2));
        table.add(
                "asymmetric",
                transpose(AutoPad.NOTSET, 1, NONE, NONE, List.of(0, 1, 1, 2), 2),
                normal(1, 3, 4, 4),
                normal(3, 2, 3, 3));
        table.add(
                "groups",
                transpose(AutoPad.NOTSET, 2, NONE, NONE, List.of(1, 1, 1, 1), 1),
                normal(1, 4, 4, 4),
                normal(4, 3, 3, 3));
        table.add(
                "output shape",
                transpose(AutoPad.NOTSET, 1, NONE, List.of(6, 8), NONE, 2),
                normal(1, 3, 3, 4),
                normal(3, 2, 3, 3));
        table.add(
                "output shape same upper",
                transpose(AutoPad.SAME_UPPER, 1, NONE, List.of(6, 8), NONE, 2),
                normal(1, 3, 3, 4),
                normal(3, 2, 3, 3));
        table.add(
                "same upper",
                transpose(AutoPad.SAME_UPPER, 1, NONE, NONE, NONE, 2),
                normal(1, 3, 3, 4),
                normal(3, 2, 3, 3));
        table.add(
                "same lower",
                transpose(AutoPad.SAME_LOWER, 1, NONE, NONE, NONE, 2),
                normal(1, 3, 3, 4),
                normal(3, 2, 3, 3));
    }

    private static PoolingOp.MaxPool max(
            AutoPad autoPad, boolean ceil, int dilation, int kernel, List<Integer> pads, int stride) {
        return new PoolingOp.MaxPool(
                autoPad, ceil, List.of(dilation, dilation), List.of(kernel, kernel), pads, List.of(stride, stride));
    }

    private static void maxPooling(OperatorCases table) {
        table.add("plain", max(AutoPad.NOTSET, false, 1, 2, NONE, 2), normal(2, 3, 5, 6));
        table.add("padded", max(AutoPad.NOTSET, false, 1, 3, List.of(1, 1, 1, 1), 2), normal(1, 2, 6, 7));
        table.add("ceil", max(AutoPad.NOTSET, true, 1, 3, NONE, 2), normal(1, 2, 6, 8));
        table.add("ceil padded", max(AutoPad.NOTSET, true, 1, 3, List.of(1, 1, 1, 1), 2), normal(1, 2, 6, 8));
        table.add("ceil asymmetric", max(AutoPad.NOTSET, true, 1, 3, List.of(0, 0, 1, 1), 2), normal(1, 2, 7, 8));
        table.add("same upper", max(AutoPad.SAME_UPPER, false, 1, 3, NONE, 2), normal(1, 2, 6, 7));
        table.add("same lower", max(AutoPad.SAME_LOWER, false, 1, 2, NONE, 2), normal(1, 2, 5, 7));
        table.add("dilated", max(AutoPad.NOTSET, false, 2, 2, NONE, 1), normal(1, 2, 6, 7));
        table.add("wide padding", max(AutoPad.NOTSET, false, 1, 3, List.of(2, 2, 2, 2), 1), normal(1, 2, 4, 4));
        table.add(
                "1-d",
                new PoolingOp.MaxPool(AutoPad.NOTSET, false, NONE, List.of(3), NONE, List.of(2)),
                normal(2, 2, 9));
        table.add(
                "3-d",
                new PoolingOp.MaxPool(AutoPad.NOTSET, false, NONE, List.of(2, 2, 2), NONE, NONE),
                normal(1, 2, 3, 4, 3));
        table.add("global", new PoolingOp.GlobalMaxPool(), normal(2, 3, 4, 5));
        table.add("global 1-d", new PoolingOp.GlobalMaxPool(), normal(2, 3, 4));
    }

    private static PoolingOp.AveragePool average(
            AutoPad autoPad, boolean ceil, boolean includePad, int dilation, List<Integer> pads, int stride) {
        return new PoolingOp.AveragePool(
                autoPad, ceil, includePad, List.of(dilation, dilation), List.of(3, 3), pads, List.of(stride, stride));
    }

    private static void averagePooling(OperatorCases table) {
        List<Integer> ones = List.of(1, 1, 1, 1);
        table.add("plain", average(AutoPad.NOTSET, false, false, 1, NONE, 2), normal(2, 3, 5, 6));
        for (boolean include : new boolean[] {false, true}) {
            String which = include ? "including padding" : "excluding padding";
            table.add(which, average(AutoPad.NOTSET, false, include, 1, ones, 2), normal(1, 2, 6, 7));
            table.add("ceil " + which, average(AutoPad.NOTSET, true, include, 1, ones, 2), normal(1, 2, 6, 8));
            table.add(
                    "asymmetric " + which,
                    average(AutoPad.NOTSET, false, include, 1, List.of(0, 2, 1, 0), 2),
                    normal(1, 2, 6, 8));
            table.add(
                    "ceil asymmetric " + which,
                    average(AutoPad.NOTSET, true, include, 1, List.of(0, 2, 1, 0), 2),
                    normal(1, 2, 7, 8));
            table.add(
                    "same upper " + which, average(AutoPad.SAME_UPPER, false, include, 1, NONE, 2), normal(1, 2, 6, 7));
            table.add("dilated " + which, average(AutoPad.NOTSET, false, include, 2, ones, 1), normal(1, 2, 6, 7));
        }
        table.add("ceil", average(AutoPad.NOTSET, true, false, 1, NONE, 2), normal(1, 2, 6, 8));
        table.add(
                "1-d",
                new PoolingOp.AveragePool(AutoPad.NOTSET, false, false, NONE, List.of(3), List.of(1, 1), List.of(2)),
                normal(2, 2, 9));
        table.add(
                "3-d",
                new PoolingOp.AveragePool(AutoPad.NOTSET, false, false, NONE, List.of(2, 2, 2), NONE, NONE),
                normal(1, 2, 3, 4, 3));
        table.add("global", new PoolingOp.GlobalAveragePool(), normal(2, 3, 4, 5));
        table.add("global 3-d", new PoolingOp.GlobalAveragePool(), normal(1, 3, 4, 5, 2));
    }

    /** Running statistics have no gradient. */
    private static OperatorCase.Input statistics(OperatorCase.Input input) {
        return new OperatorCase.Input(input.data(), true);
    }

    private static void normalizations(OperatorCases table) {
        table.add(
                "images",
                new NormalizationOp.BatchNormalization(1e-3f, 0.9f),
                normal(2, 3, 4, 2),
                normal(3),
                normal(3),
                statistics(normal(3)),
                statistics(positive(3)));
        table.add(
                "features",
                new NormalizationOp.BatchNormalization(1e-5f, 0.9f),
                normal(4, 3),
                normal(3),
                normal(3),
                statistics(normal(3)),
                statistics(positive(3)));
        table.add(
                "last axis", new NormalizationOp.LayerNormalization(-1, 1e-5f), normal(2, 3, 4), normal(4), normal(4));
        table.add("two axes", new NormalizationOp.LayerNormalization(1, 1e-5f), normal(2, 3, 4), normal(3, 4));
        table.add("images", new NormalizationOp.InstanceNormalization(1e-5f), normal(2, 3, 4, 5), normal(3), normal(3));
        table.add(
                "two groups",
                new NormalizationOp.GroupNormalization(1e-5f, 2),
                normal(2, 4, 3, 3),
                normal(4),
                normal(4));
        table.add("five channels", new NormalizationOp.LRN(0.3f, 0.75f, 1.5f, 5), normal(2, 7, 3, 2));
        table.add("three channels", new NormalizationOp.LRN(1e-4f, 0.5f, 1, 3), normal(1, 4, 2, 2));
    }
}
