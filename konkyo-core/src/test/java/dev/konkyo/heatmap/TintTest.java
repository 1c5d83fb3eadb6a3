package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.konkyo.image.Box;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TintTest {
    private static final int HEIGHT = 60;
    private static final int WIDTH = 80;
    private static final EvidenceScale SCALE = new EvidenceScale(2, 10);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void coloursPixelsAsTheFormulaDoes(long seed) {
        var random = new Random(seed);
        byte[] photo = photo(random);
        var map = map(random);
        byte[] tinted = photo.clone();
        new Tint(Colormap.JET, 0.6, Tint.Order.RGB).over(tinted, HEIGHT, WIDTH, map, SCALE);

        int[] expected = formula(photo, map, Colormap.JET, 0.6);
        int changed = 0;
        for (int i = 0; i < photo.length; i++) {
            // Rows are mixed first, and colours come in 1024 levels.
            assertThat(Byte.toUnsignedInt(tinted[i])).as("byte %d", i).isBetween(expected[i] - 5, expected[i] + 5);
            changed += tinted[i] == photo[i] ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(1000);
    }

    /** {@link Overlay#tinted}'s sentence, one place at a time on a map of the photo's size. */
    private static int[] formula(byte[] photo, Heatmap map, Colormap colours, double opacity) {
        var large = map.onto(HEIGHT, WIDTH);
        int[] expected = new int[photo.length];
        for (int i = 0; i < photo.length; i++) {
            double fraction = SCALE.fraction(large.values()[i / 3]);
            int colour = colours.rgb(fraction) >> (16 - 8 * (i % 3)) & 255;
            int below = Byte.toUnsignedInt(photo[i]);
            expected[i] = (int) Math.round(below + opacity * Math.sqrt(fraction) * (colour - below));
        }
        return expected;
    }

    @Test
    void theOrderOfBytesChangesNothingElse() {
        var random = new Random(4);
        byte[] rgb = photo(random);
        byte[] bgr = swapped(rgb);
        var map = map(random);
        new Tint(Colormap.TURBO, 0.7, Tint.Order.RGB).over(rgb, HEIGHT, WIDTH, map, SCALE);
        new Tint(Colormap.TURBO, 0.7, Tint.Order.BGR).over(bgr, HEIGHT, WIDTH, map, SCALE);

        assertThat(swapped(bgr)).isEqualTo(rgb);
    }

    @Test
    void refusesAnOpacityWithoutMeaning() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tint(Colormap.JET, 0, Tint.Order.RGB));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tint(Colormap.JET, 1.1, Tint.Order.RGB));
    }

    private static byte[] photo(Random random) {
        byte[] rgb = new byte[3 * HEIGHT * WIDTH];
        random.nextBytes(rgb);
        return rgb;
    }

    /** Partly beyond the photo on one side and short of it on the other. */
    private static Heatmap map(Random random) {
        float[] cells = new float[5 * 7];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (float) (12 * random.nextGaussian());
        }
        return new Heatmap(5, 7, cells, Unit.SCORE, new Box(-10, 5, 70, 62));
    }

    private static byte[] swapped(byte[] pixels) {
        byte[] swapped = pixels.clone();
        for (int i = 0; i < pixels.length; i += 3) {
            swapped[i] = pixels[i + 2];
            swapped[i + 2] = pixels[i];
        }
        return swapped;
    }
}
