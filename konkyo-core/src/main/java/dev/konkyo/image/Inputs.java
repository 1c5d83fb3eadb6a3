package dev.konkyo.image;

import java.util.Arrays;

/**
 * Inputs of a network, all of one size. They lie as the pixels of a picture do, row by row with red, green and blue of a place side by
 * side, which is also the order that libtorch's convolutions prefer; {@link #planes()} gives them as ONNX orders them. The array is not
 * copied and belongs to whoever takes the inputs.
 */
public final class Inputs {
    private static final int CHANNELS = 3;

    private final int size;
    private final int height;
    private final int width;
    private final float[] values;

    /**
     * Wraps the array.
     *
     * @param size how many there are; at least 1
     * @param values shape [size, height, width, 3]
     */
    public Inputs(int size, int height, int width, float... values) {
        if (size < 1 || height < 1 || width < 1 || values.length != (long) size * height * width * CHANNELS) {
            throw new IllegalArgumentException("inputs need one number for each channel of each place, expected " + size
                    + " x " + height + " x " + width + " x " + CHANNELS + ", got " + values.length + " numbers");
        }
        this.size = size;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /** As many inputs of zeros, to be filled. */
    public static Inputs zeros(int size, Preprocessing preprocessing) {
        return new Inputs(
                size,
                preprocessing.height(),
                preprocessing.width(),
                new float[Math.multiplyExact(size, preprocessing.length())]);
    }

    /** How many there are; at least 1. */
    public int size() {
        return size;
    }

    /** Rows of each. */
    public int height() {
        return height;
    }

    /** Columns of each. */
    public int width() {
        return width;
    }

    /** Numbers in each. */
    public int length() {
        return height * width * CHANNELS;
    }

    /** Shape [size, height, width, 3]. */
    public float[] values() {
        return values;
    }

    /** Where the numbers of an input begin. */
    public int start(int index) {
        return index * length();
    }

    /** The first of these. */
    public Inputs first(int count) {
        return count == size ? this : new Inputs(count, height, width, Arrays.copyOf(values, start(count)));
    }

    /** The same numbers in an array of their own. */
    public Inputs copy() {
        return new Inputs(size, height, width, values.clone());
    }

    /** A copy with the channels one after the other: shape [size, 3, height, width]. */
    public float[] planes() {
        float[] planes = new float[values.length];
        for (int index = 0; index < size; index++) {
            copyPlanes(index, planes, start(index));
        }
        return planes;
    }

    /** A copy of one input with its channels one after the other: shape [3, height, width]. */
    public float[] planes(int index) {
        float[] planes = new float[length()];
        copyPlanes(index, planes, 0);
        return planes;
    }

    private void copyPlanes(int index, float[] target, int offset) {
        int plane = height * width;
        int start = start(index);
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int i = 0; i < plane; i++) {
                target[offset + channel * plane + i] = values[start + i * CHANNELS + channel];
            }
        }
    }
}
