package dev.konkyo.image;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * How a photo becomes a network's input: fitted to a fixed size, then normalised per channel as
 * {@code (component / 255 - mean) / deviation}. Part of a model: other numbers give other answers.
 *
 * @param height rows of the input
 * @param width columns of the input
 * @param fit what becomes of a photo of another shape
 * @param mean of red, green, blue, for components in [0, 1]
 * @param deviation of red, green, blue, positive, for components in [0, 1]
 */
public record Preprocessing(int height, int width, Fit fit, List<Float> mean, List<Float> deviation) {
    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (height <= 0 || width <= 0) {
            throw new IllegalArgumentException("a network's input needs positive sides, got " + height + " x " + width);
        }
        if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException(
                    "preprocessing needs three means and three positive deviations, got means " + mean
                            + " and deviations " + deviation);
        }
    }

    /** As networks of torchvision and timm were trained on ImageNet: the middle of the photo, ImageNet's mean and deviation. */
    public static Preprocessing imageNet(int height, int width) {
        return new Preprocessing(
                height, width, Fit.Crop.standard(), List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
    }

    /** As TensorFlow's MobileNets were trained: the middle of the photo, components in [-1, 1]. */
    public static Preprocessing tensorflow(int height, int width) {
        return new Preprocessing(
                height, width, Fit.Crop.standard(), List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));
    }

    /** The whole photo, components in [0, 1]. */
    public static Preprocessing stretched(int height, int width) {
        return new Preprocessing(height, width, new Fit.Stretch(), List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    }

    /** The same normalisation with another fit. */
    public Preprocessing with(Fit otherFit) {
        return new Preprocessing(height, width, otherFit, mean, deviation);
    }

    /** The same normalisation and fit at another size. */
    public Preprocessing sized(int otherHeight, int otherWidth) {
        return new Preprocessing(otherHeight, otherWidth, fit, mean, deviation);
    }

    /** Numbers in an input: three channels. */
    public int length() {
        return 3 * height * width;
    }

    /** How long a photo's shorter side should be kept when it is decoded for this input; see {@link PhotoReader}. */
    public int shortSideNeeded() {
        int side = Math.max(height, width);
        return fit instanceof Fit.Crop(double fraction) ? (int) Math.ceil(side / fraction) : side;
    }

    /** The whole photo at the scale of the input, before anything is cut off or added. */
    public Image scaled(Image photo) {
        Fit.Size size = fit.scaled(photo.height(), photo.width(), height, width);
        return photo.resized(size.height(), size.width());
    }

    /** From the coordinates of a scaled photo to those of the input: the shift that puts one's middle on the other's. */
    public Affine toInput(int scaledHeight, int scaledWidth) {
        int right = (width - scaledWidth) / 2;
        int down = (height - scaledHeight) / 2;
        return Affine.shift(right, down);
    }

    /** What lies beyond the photo's edges: bars in a letterbox, otherwise the photo mirrored. */
    public Border border() {
        return fit instanceof Fit.Letterbox ? bars() : Border.Edge.REFLECT;
    }

    /** The 8-bit picture that the network sees, height × width. */
    public Image view(Image photo) {
        return window(scaled(photo));
    }

    /** The part of a scaled photo that the network sees; see {@link #scaled(Image)}. */
    public Image window(Image scaled) {
        Affine shift = toInput(scaled.height(), scaled.width());
        if (shift.x0() > 0 || shift.y0() > 0) {
            return scaled.warped(shift, height, width, border());
        }
        return scaled.cropped(new Box(-shift.x0(), -shift.y0(), width, height));
    }

    /** The colour that is closest to zero after normalisation. */
    private Border.Colour bars() {
        return new Border.Colour(component(0), component(1), component(2));
    }

    private int component(int channel) {
        return Math.clamp(Math.round(255 * mean.get(channel)), 0, 255);
    }

    /** The rectangle of the photo, in its pixels, that the input covers; with bars it reaches beyond the photo. */
    public Box placement(int photoHeight, int photoWidth) {
        Fit.Size size = fit.scaled(photoHeight, photoWidth, height, width);
        return toInput(size.height(), size.width())
                .inverse()
                .apply(Box.whole(height, width))
                .scaled((double) photoWidth / size.width(), (double) photoHeight / size.height());
    }

    /**
     * The network's input for a photo of any size.
     *
     * @return shape [3, height, width]: red, green, blue
     */
    public float[] apply(Image photo) {
        float[] input = new float[length()];
        apply(photo, input, 0);
        return input;
    }

    /** Writes the network's input for a photo into a batch, from the given place on; see {@link #apply(Image)}. */
    public void apply(Image photo, float[] target, int offset) {
        normalise(view(photo), target, offset);
    }

    /** Writes the network's input for a photo into a batch, from the given index on, whatever the buffer's position. */
    public void apply(Image photo, FloatBuffer target, int offset) {
        target.put(offset, apply(photo));
    }

    /**
     * The picture that an input was made of, or is near to: a normalisation undone.
     *
     * @param input red, green and blue one after the other, from {@code offset} on
     */
    public Image picture(float[] input, int offset) {
        int plane = height * width;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            int channel = i % 3;
            float value = input[offset + channel * plane + i / 3] * deviation.get(channel) + mean.get(channel);
            rgb[i] = (byte) Math.clamp(Math.round(255 * value), 0, 255);
        }
        return new Image(height, width, rgb);
    }

    /**
     * Normalises a picture that already has the input's size.
     *
     * @param view height × width pixels
     * @param target gets red, green and blue one after the other, from {@code offset} on
     * @throws IllegalArgumentException if the picture has another size
     */
    public void normalise(Image view, float[] target, int offset) {
        requireSize(view.height(), view.width());
        byte[] rgb = view.rgb();
        int plane = height * width;
        for (int channel = 0; channel < 3; channel++) {
            float factor = factor(channel);
            float shift = shift(channel);
            int start = offset + channel * plane;
            for (int i = 0; i < plane; i++) {
                target[start + i] = (rgb[3 * i + channel] & 0xff) * factor + shift;
            }
        }
    }

    /**
     * Normalises a picture that already has the input's size.
     *
     * @param view height × width pixels
     * @param target its input at {@code index} is filled
     * @throws IllegalArgumentException if the picture or the inputs have another size
     */
    public void normalise(Image view, Inputs target, int index) {
        normalise(view, value -> value, target, index);
    }

    /**
     * Changes a picture's values by a curve and normalises it, in one pass: the same numbers as one after the other.
     *
     * @param view height × width pixels
     * @param target as for {@link #normalise(Image, Inputs, int)}
     * @throws IllegalArgumentException if the picture or the inputs have another size
     */
    public void normalise(Image view, ToneCurve curve, Inputs target, int index) {
        normalise(view, curve::at, target, index);
    }

    private void normalise(Image view, IntUnaryOperator curve, Inputs target, int index) {
        requireSize(view.height(), view.width());
        requireSize(target.height(), target.width());
        byte[] rgb = view.rgb();
        float[] red = normalised(curve, 0);
        float[] green = normalised(curve, 1);
        float[] blue = normalised(curve, 2);
        float[] values = target.values();
        int start = target.start(index);
        for (int i = 0; i < rgb.length; i += 3) {
            values[start + i] = red[rgb[i] & 0xff];
            values[start + i + 1] = green[rgb[i + 1] & 0xff];
            values[start + i + 2] = blue[rgb[i + 2] & 0xff];
        }
    }

    private float[] normalised(IntUnaryOperator curve, int channel) {
        float factor = factor(channel);
        float shift = shift(channel);
        float[] numbers = new float[256];
        for (int value = 0; value < numbers.length; value++) {
            numbers[value] = curve.applyAsInt(value) * factor + shift;
        }
        return numbers;
    }

    private float factor(int channel) {
        return 1 / (255 * deviation.get(channel));
    }

    private float shift(int channel) {
        return -mean.get(channel) / deviation.get(channel);
    }

    private void requireSize(int otherHeight, int otherWidth) {
        if (otherHeight != height || otherWidth != width) {
            throw new IllegalArgumentException("what is normalised must have the input's size, expected " + height
                    + " x " + width + ", got " + otherHeight + " x " + otherWidth);
        }
    }
}
