package dev.konkyo.image;

import java.util.Arrays;

/**
 * An 8-bit RGB photo.
 *
 * <p>Pixels lie row by row from the top left, three bytes each in the order red, green, blue.
 */
public final class Image {
    private final int height;
    private final int width;
    private final byte[] rgb;

    /**
     * Wraps pixels without copying them; the caller gives the array away.
     *
     * @param rgb {@code height * width * 3} bytes, row-major, red green blue
     * @throws IllegalArgumentException if a side is not positive or the array has another length
     */
    public Image(int height, int width, byte[] rgb) {
        if (height <= 0 || width <= 0 || rgb.length != 3L * height * width) {
            throw new IllegalArgumentException("an image of " + height + " x " + width + " pixels needs "
                    + 3L * height * width + " bytes and positive sides, got " + rgb.length + " bytes");
        }
        this.height = height;
        this.width = width;
        this.rgb = rgb;
    }

    /** An image of one colour; components in [0, 255]. */
    public static Image filled(int height, int width, int red, int green, int blue) {
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(height, width))];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return new Image(height, width, rgb);
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The pixels themselves, not a copy: row-major, red green blue. Treat them as read-only. */
    public byte[] rgb() {
        return rgb;
    }

    /**
     * One component of one pixel, in [0, 255].
     *
     * @param channel 0 red, 1 green, 2 blue
     */
    public int at(int y, int x, int channel) {
        return Byte.toUnsignedInt(rgb[3 * (y * width + x) + channel]);
    }

    /** The photo's box: from the origin to its lower right corner. */
    public Box box() {
        return Box.whole(height, width);
    }

    /** The image at another size: averaged over areas where it shrinks, bilinear where it grows. */
    public Image resized(int newHeight, int newWidth) {
        return newHeight == height && newWidth == width ? this : Pixels.resize(this, newHeight, newWidth);
    }

    /**
     * The part of the image under a box. The edges are rounded to whole pixels and the part is at least one pixel high and wide.
     *
     * @throws IllegalArgumentException if the box does not lie within the image
     */
    public Image cropped(Box box) {
        int left = (int) Math.round(box.x());
        int top = (int) Math.round(box.y());
        int newWidth = Math.max(1, (int) Math.round(box.right()) - left);
        int newHeight = Math.max(1, (int) Math.round(box.bottom()) - top);
        if (left < 0 || top < 0 || left + newWidth > width || top + newHeight > height) {
            throw new IllegalArgumentException("the part to cut out must lie within " + this + ", got " + box);
        }
        byte[] part = new byte[3 * newHeight * newWidth];
        for (int y = 0; y < newHeight; y++) {
            System.arraycopy(rgb, 3 * ((top + y) * width + left), part, 3 * y * newWidth, 3 * newWidth);
        }
        return new Image(newHeight, newWidth, part);
    }

    /**
     * The image after a geometric change, bilinear. Shrinking by more than two leaves pixels out: resize first.
     *
     * @param mapping from this image's coordinates to the new one's
     */
    public Image warped(Mapping mapping, int newHeight, int newWidth, Border border) {
        return Pixels.warp(this, mapping, newHeight, newWidth, border);
    }

    /**
     * The image after a Gaussian blur.
     *
     * @param deviation of the bell in pixels, positive
     */
    public Image blurred(double deviation) {
        return Pixels.blur(this, deviation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image
                && image.height == height
                && image.width == width
                && Arrays.equals(image.rgb, rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "Image[" + height + " x " + width + "]";
    }
}
