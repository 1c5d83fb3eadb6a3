package dev.konkyo.image;

/** Photos that tests render: smooth enough for JPEG, and different in every corner. */
public final class ScenePhotos {
    private ScenePhotos() {}

    /** Red grows to the right, green downwards, and a blue block marks the upper left quarter. */
    public static Image gradient(int height, int width) {
        byte[] rgb = new byte[3 * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = 3 * (y * width + x);
                rgb[i] = (byte) (255 * x / Math.max(1, width - 1));
                rgb[i + 1] = (byte) (255 * y / Math.max(1, height - 1));
                rgb[i + 2] = (byte) (2 * y < height && 2 * x < width ? 220 : 30);
            }
        }
        return new Image(height, width, rgb);
    }

    /** The mean absolute difference of two images' components, in [0, 255]. */
    public static double difference(Image one, Image other) {
        if (one.height() != other.height() || one.width() != other.width()) {
            throw new IllegalArgumentException(one + " and " + other + " differ in size");
        }
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs(Byte.toUnsignedInt(one.rgb()[i]) - Byte.toUnsignedInt(other.rgb()[i]));
        }
        return sum / one.rgb().length;
    }
}
