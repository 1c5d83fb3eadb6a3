package dev.konkyo.graph;

import java.util.List;

/**
 * A square two-dimensional convolution as papers' tables describe it.
 *
 * @param channels of the output
 * @param padding on every side; unused with {@link AutoPad#SAME_UPPER}
 */
public record Convolution(
        int channels, int kernel, int stride, int padding, int dilation, int groups, boolean bias, AutoPad autoPad) {
    /** Stride 1, no padding, with bias. */
    public static Convolution of(int channels, int kernel) {
        return new Convolution(channels, kernel, 1, 0, 1, 1, true, AutoPad.NOTSET);
    }

    public Convolution stride(int pixels) {
        return new Convolution(channels, kernel, pixels, padding, dilation, groups, bias, autoPad);
    }

    public Convolution padding(int pixels) {
        return new Convolution(channels, kernel, stride, pixels, dilation, groups, bias, AutoPad.NOTSET);
    }

    /** Padding as the given style wants it for this kernel and dilation: places = ceil(size / stride). */
    public Convolution padding(PaddingStyle style) {
        return switch (style) {
            case SYMMETRIC -> padding(dilation * (kernel - 1) / 2);
            case SAME -> new Convolution(channels, kernel, stride, 0, dilation, groups, bias, AutoPad.SAME_UPPER);
        };
    }

    public Convolution dilation(int pixels) {
        return new Convolution(channels, kernel, stride, padding, pixels, groups, bias, autoPad);
    }

    public Convolution groups(int count) {
        return new Convolution(channels, kernel, stride, padding, dilation, count, bias, autoPad);
    }

    public Convolution withoutBias() {
        return new Convolution(channels, kernel, stride, padding, dilation, groups, false, autoPad);
    }

    Op op() {
        List<Integer> pads = autoPad == AutoPad.NOTSET ? List.of(padding, padding, padding, padding) : List.of();
        return new ConvolutionOp.Conv(
                autoPad, List.of(dilation, dilation), groups, List.of(kernel, kernel), pads, List.of(stride, stride));
    }
}
