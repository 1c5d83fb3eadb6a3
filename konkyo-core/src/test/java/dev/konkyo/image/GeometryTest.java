package dev.konkyo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    @Test
    void overlapOfBoxes() {
        Box box = new Box(0, 0, 4, 2);
        Box other = new Box(2, 1, 4, 2);
        assertThat(box.intersection(other)).contains(new Box(2, 1, 2, 1));
        // 2 shared of 8 + 8 - 2.
        assertThat(box.iou(other)).isEqualTo(2.0 / 14);
        assertThat(box.iou(box)).isEqualTo(1);
        assertThat(box.iou(new Box(4, 0, 1, 1))).isZero();
        assertThat(new Box(1, 1, 0, 0).iou(new Box(1, 1, 0, 0))).isZero();
        assertThat(box.contains(0, 0)).isTrue();
        assertThat(box.contains(4, 1)).isFalse();
    }

    @Test
    void boxesWithoutMeaningAreRefused() {
        assertThatThrownBy(() -> new Box(0, 0, -1, 1)).hasMessageContaining("width -1.0");
        assertThatThrownBy(() -> new Box(Double.NaN, 0, 1, 1)).hasMessageContaining("x NaN");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anAffineChangeIsUndoneByItsInverse(long seed) {
        Random random = new Random(seed);
        Affine affine = Affine.rotation(random.nextDouble(-3, 3))
                .then(Affine.scale(random.nextDouble(0.5, 2), -random.nextDouble(0.5, 2)))
                .then(Affine.shift(random.nextDouble(-50, 50), random.nextDouble(-50, 50)))
                .about(random.nextDouble(100), random.nextDouble(100));
        Affine back = affine.then(affine.inverse());
        double x = random.nextDouble(200);
        double y = random.nextDouble(200);
        assertThat(back.x(x, y)).isCloseTo(x, within(1e-9));
        assertThat(back.y(x, y)).isCloseTo(y, within(1e-9));
    }

    @Test
    void rotationIsClockwiseOnTheScreenAndKeepsItsCentre() {
        Affine quarter = Affine.rotation(Math.PI / 2).about(10, 10);
        assertThat(quarter.x(10, 10)).isCloseTo(10, within(1e-12));
        // The point above the centre goes to its right.
        assertThat(quarter.x(10, 5)).isCloseTo(15, within(1e-12));
        assertThat(quarter.y(10, 5)).isCloseTo(10, within(1e-12));
        Box turned = quarter.apply(new Box(8, 0, 4, 10));
        assertThat(turned.x()).isCloseTo(10, within(1e-12));
        assertThat(turned.width()).isCloseTo(10, within(1e-12));
    }

    @Test
    void anImageIsMirroredExactly() {
        Image image = ScenePhotos.gradient(7, 9);
        Affine mirror = Affine.scale(-1, 1).about(4.5, 3.5);
        Image mirrored = image.warped(mirror, 7, 9, Border.Edge.REPLICATE);
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 9; x++) {
                assertThat(mirrored.at(y, x, 0)).isEqualTo(image.at(y, 8 - x, 0));
            }
        }
    }

    /** By hand: the photo's column for each column of a row of five that was moved to the right; 9 is the border's own colour. */
    @ParameterizedTest
    @CsvSource({
        "REPLICATE, 2, 0 0 0 1 2",
        "REPLICATE, -3, 3 4 4 4 4",
        "REPLICATE, 12, 0 0 0 0 0",
        "REFLECT, 2, 2 1 0 1 2",
        "REFLECT, -3, 3 4 3 2 1",
        "REFLECT, 12, 4 3 2 1 0",
        "REFLECT, 6, 2 3 4 3 2",
        "COLOUR, 2, 9 9 0 1 2",
        "COLOUR, -3, 3 4 9 9 9",
        "COLOUR, 12, 9 9 9 9 9",
    })
    void whatLiesBeyondTheEdgesIsTheBorders(String border, int right, String columns) {
        byte[] rgb = new byte[3 * 5 * 5];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (10 * (i / 3 % 5));
        }
        Border chosen = border.equals("COLOUR") ? new Border.Colour(90, 90, 90) : Border.Edge.valueOf(border);

        Image moved = new Image(5, 5, rgb).warped(Affine.shift(right, 0), 5, 5, chosen);

        assertThat(IntStream.range(0, 5).mapToObj(x -> String.valueOf(moved.at(2, x, 0) / 10)))
                .isEqualTo(List.of(columns.split(" ")));
    }

    /** With its surroundings, of which the warp reads a tenth, it would be longer than OpenCV warps. */
    @Test
    void aVeryLongPhotoIsWarpedToo() {
        Image photo = Image.filled(40, 32_000, 10, 20, 30);

        Image warped = photo.warped(Affine.scale(0.9, 1).about(16_000, 20), 40, 32_000, Border.Edge.REPLICATE);

        assertThat(warped).isEqualTo(photo);
    }

    /** The map is rounded to 1/32 of a pixel on one of the two ways only, by half of which noise may differ. */
    @ParameterizedTest
    @EnumSource(Border.Edge.class)
    void anAffineWarpShowsWhatTheSameMapOfPlacesShows(Border.Edge border) {
        Random random = new Random(5);
        byte[] rgb = new byte[3 * 30 * 40];
        random.nextBytes(rgb);
        Image image = new Image(30, 40, rgb);
        for (int i = 0; i < 20; i++) {
            Affine affine = Affine.rotation(random.nextDouble(-1, 1))
                    .then(Affine.scale(random.nextDouble(0.7, 1.5), random.nextDouble(0.7, 1.5)))
                    .about(20, 15)
                    .then(Affine.shift(random.nextDouble(-9, 9), random.nextDouble(-9, 9)));

            Image warped = image.warped(affine, 32, 36, border);
            Image mapped = image.warped(MappingChain.of(affine, Affine.IDENTITY), 32, 36, border);

            int largest = IntStream.range(0, warped.rgb().length)
                    .map(k -> Math.abs((warped.rgb()[k] & 0xff) - (mapped.rgb()[k] & 0xff)))
                    .max()
                    .orElseThrow();
            assertThat(largest).isLessThanOrEqualTo(20);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aMarkedPixelLandsWhereTheAffineSays(long seed) {
        Random random = new Random(seed);
        int row = 20 + random.nextInt(40);
        int column = 20 + random.nextInt(40);
        byte[] rgb = new byte[3 * 80 * 80];
        boolean[] set = new boolean[80 * 80];
        for (int y = row - 2; y <= row + 2; y++) {
            for (int x = column - 2; x <= column + 2; x++) {
                rgb[3 * (80 * y + x)] = (byte) 255;
                set[80 * y + x] = true;
            }
        }
        Affine affine = Affine.rotation(random.nextDouble(-0.5, 0.5))
                .then(Affine.scale(1.5, 1.5))
                .about(40, 40)
                .then(Affine.shift(10, -5));
        Image image = new Image(80, 80, rgb).warped(affine, 100, 120, new Border.Colour(0, 0, 0));
        Mask mask = new Mask(80, 80, set).warped(affine, 100, 120);
        double[] imageCentre = centre(100, 120, (y, x) -> image.at(y, x, 0));
        double[] maskCentre = centre(100, 120, (y, x) -> mask.at(y, x) ? 1 : 0);
        double x = affine.x(column + 0.5, row + 0.5);
        double y = affine.y(column + 0.5, row + 0.5);
        assertThat(imageCentre[0]).isCloseTo(x, within(0.1));
        assertThat(imageCentre[1]).isCloseTo(y, within(0.1));
        assertThat(maskCentre[0]).isCloseTo(x, within(0.3));
        assertThat(maskCentre[1]).isCloseTo(y, within(0.3));
    }

    private interface Weight {
        double at(int y, int x);
    }

    private static double[] centre(int height, int width, Weight weight) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sum += weight.at(y, x);
                sumX += weight.at(y, x) * (x + 0.5);
                sumY += weight.at(y, x) * (y + 0.5);
            }
        }
        return new double[] {sumX / sum, sumY / sum};
    }

    @Test
    void shrinkingAverages() {
        byte[] rgb = new byte[3 * 2 * 2];
        rgb[0] = (byte) 200;
        rgb[3] = 100;
        rgb[6] = 60;
        rgb[9] = 40;
        assertThat(new Image(2, 2, rgb).resized(1, 1).at(0, 0, 0)).isEqualTo(100);
        assertThat(new Image(2, 2, rgb).resized(1, 4).at(0, 0, 0)).isEqualTo(130);
        assertThat(new Image(2, 2, rgb).resized(1, 4).at(0, 3, 0)).isEqualTo(70);
    }

    @Test
    void cuttingOut() {
        Image image = ScenePhotos.gradient(10, 20);
        Image part = image.cropped(new Box(5, 2, 3, 4));
        assertThat(part).hasToString("Image[4 x 3]");
        assertThat(part.at(3, 2, 1)).isEqualTo(image.at(5, 7, 1));
        assertThatThrownBy(() -> image.cropped(new Box(18, 0, 3, 3))).hasMessageContaining("must lie within");
    }
}
