package dev.konkyo.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import java.util.Base64;
import java.util.SplittableRandom;

/** An input that takes little room and is the same, bit by bit, on every machine: nothing is decoded and nothing interpolated. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface GoldenInput {
    /** Pixels of one colour that a side of random squares has. */
    int SQUARE = 8;

    /** The 8-bit picture at the size of the network's input. */
    Image picture(int height, int width);

    /** Squares of random colours. */
    record Noise(long seed) implements GoldenInput {
        @Override
        public Image picture(int height, int width) {
            byte[] rgb = new byte[3 * height * width];
            SplittableRandom random = new SplittableRandom(seed);
            int columns = Math.ceilDiv(width, SQUARE);
            byte[] colours = new byte[3 * Math.ceilDiv(height, SQUARE) * columns];
            random.nextBytes(colours);
            for (int i = 0; i < rgb.length; i++) {
                int row = i / 3 / width / SQUARE;
                int column = i / 3 % width / SQUARE;
                rgb[i] = colours[3 * (row * columns + column) + i % 3];
            }
            return new Image(height, width, rgb);
        }
    }

    /** Discs and bars on a ground of changing colour. */
    record Drawn(long seed) implements GoldenInput {
        @Override
        public Image picture(int height, int width) {
            return DrawnPicture.of(seed, height, width);
        }
    }

    /**
     * A photo that was made small; it is enlarged by repeating its pixels.
     *
     * @param rgb red, green, blue of each pixel, row by row, in Base64
     */
    record Photo(int height, int width, String rgb) implements GoldenInput {
        /** The pixels of an image. */
        public static Photo of(Image small) {
            return new Photo(small.height(), small.width(), Base64.getEncoder().encodeToString(small.rgb()));
        }

        @Override
        public Image picture(int rows, int columns) {
            byte[] small = Base64.getDecoder().decode(rgb);
            if (small.length != 3 * height * width) {
                throw new IllegalArgumentException("a golden photo of " + height + " x " + width + " needs "
                        + 3 * height * width + " bytes, got " + small.length);
            }
            byte[] large = new byte[3 * rows * columns];
            for (int i = 0; i < large.length; i++) {
                int row = i / 3 / columns * height / rows;
                int column = i / 3 % columns * width / columns;
                large[i] = small[3 * (row * width + column) + i % 3];
            }
            return new Image(rows, columns, large);
        }
    }

    /** The network's input, float32 [1, 3, height, width]. */
    default TensorData tensor(Preprocessing preprocessing) {
        float[] input = new float[preprocessing.length()];
        preprocessing.normalise(picture(preprocessing.height(), preprocessing.width()), input, 0);
        return TensorData.ofFloats(Shape.of(1, 3, preprocessing.height(), preprocessing.width()), input);
    }
}
