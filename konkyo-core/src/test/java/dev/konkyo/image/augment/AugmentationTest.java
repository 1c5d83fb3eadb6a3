package dev.konkyo.image.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Affine;
import dev.konkyo.image.Fit;
import dev.konkyo.image.Image;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.Mask;
import dev.konkyo.image.Point;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.ScenePhotos;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
    private final Preprocessing preprocessing = Preprocessing.stretched(64, 64).with(Fit.Crop.standard());

    @Test
    void withoutStepsThePictureIsTheOneOfEvaluation() {
        Image photo = ScenePhotos.gradient(120, 200);
        Augmented augmented =
                AugmentationPolicy.none().apply(preprocessing.scaled(photo), preprocessing, new SplittableRandom(1));
        assertThat(augmented.view()).isEqualTo(preprocessing.view(photo));
    }

    @ParameterizedTest
    @EnumSource(AugmentationPolicy.Strength.class)
    void theSameSeedGivesTheSamePicture(AugmentationPolicy.Strength strength) {
        Image scaled = preprocessing.scaled(ScenePhotos.gradient(120, 200));
        AugmentationPolicy policy = AugmentationPolicy.of(strength);
        Augmented one = policy.apply(scaled, preprocessing, new SplittableRandom(5));
        assertThat(policy.apply(scaled, preprocessing, new SplittableRandom(5))).isEqualTo(one);
        if (strength != AugmentationPolicy.Strength.NONE) {
            assertThat(policy.apply(scaled, preprocessing, new SplittableRandom(6)))
                    .isNotEqualTo(one);
        }
    }

    /** To the last bit, whether or not a curve comes last. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "light", "strong", "light,gamma=0.5@1", "brightness=0.3@1,blur@0.5", "gamma=0.8@1"})
    void theNumbersAreThoseOfThePicture(String words) {
        Preprocessing uneven =
                new Preprocessing(48, 40, preprocessing.fit(), List.of(0.5f, 0.4f, 0.3f), List.of(0.2f, 0.3f, 0.25f));
        Image scaled = uneven.scaled(ScenePhotos.gradient(120, 200));
        AugmentationPolicy policy = AugmentationChoice.of(words);
        for (int seed = 0; seed < 8; seed++) {
            Image view = policy.apply(scaled, 5 / 3.0, uneven, new SplittableRandom(seed))
                    .view();
            float[] expected = new float[uneven.length()];
            Inputs written = Inputs.zeros(3, uneven);
            uneven.normalise(view, expected, 0);
            policy.normalise(scaled, 5 / 3.0, uneven, new SplittableRandom(seed), written, 1);
            assertThat(written.planes(1)).isEqualTo(expected);
            // Its neighbours are left as they were.
            assertThat(written.planes(0)).containsOnly(0);
            assertThat(written.planes(2)).containsOnly(0);
        }
    }

    @Test
    void flipsAreExact() {
        Image photo = ScenePhotos.gradient(64, 64);
        Preprocessing whole = Preprocessing.stretched(64, 64);
        AugmentationPolicy both = new AugmentationPolicy(List.of(new HorizontalFlip(1), new VerticalFlip(1)));
        Image view = both.apply(photo, whole, new SplittableRandom(1)).view();
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                assertThat(view.at(y, x, 2)).isEqualTo(photo.at(63 - y, 63 - x, 2));
            }
        }
    }

    /** Clockwise: what was at the left of a row comes to the top of a column. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void quarterTurnsMoveWholePixels(long seed) {
        Image photo = ScenePhotos.gradient(64, 64);
        AugmentationPolicy turn = new AugmentationPolicy(List.of(new QuarterTurn(1)));
        Image view = turn.apply(photo, Preprocessing.stretched(64, 64), new SplittableRandom(seed))
                .view();
        Object degrees = turn.draw(64, 64, new SplittableRandom(seed))
                .values()
                .getFirst()
                .get("degrees");
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                int expected = switch (String.valueOf(degrees)) {
                    case "90" -> photo.at(63 - x, y, 1);
                    case "180" -> photo.at(63 - y, 63 - x, 1);
                    case "270" -> photo.at(x, 63 - y, 1);
                    default -> -1;
                };
                assertThat(view.at(y, x, 1)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aQuarterTurnKeepsTheShapeOfAPictureThatIsNotSquare() {
        for (long seed = 0; seed < 10; seed++) {
            Drawn drawn = new AugmentationPolicy(List.of(new QuarterTurn(1))).draw(40, 60, new SplittableRandom(seed));
            assertThat(drawn.mapping().apply(new Point(0, 0))).isEqualTo(new Point(60, 40));
        }
    }

    /**
     * The middle of a photo of 2:1 is the centre of a circle, of which the stretched input shows an ellipse half as wide as high: whatever the turn
     * is, it stays that ellipse.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aTurnIsOneOfThePhotoAndNotOfItsStretchedCopy(long seed) {
        Image photo = disc(120, 240, 40);
        Preprocessing whole = Preprocessing.stretched(64, 64);
        AugmentationPolicy turn = new AugmentationPolicy(List.of(new Rotation(1, 180)));
        Augmented turned = turn.apply(whole.scaled(photo), 2, whole, new SplittableRandom(seed));
        for (int degrees = 0; degrees < 360; degrees += 15) {
            double angle = Math.toRadians(degrees);
            Point moved = turned.geometry().apply(new Point(32 + 8 * Math.cos(angle), 32 + 16 * Math.sin(angle)));
            assertThat(Math.hypot((moved.x() - 32) / 8, (moved.y() - 32) / 16)).isCloseTo(1, within(1e-9));
        }
        double[] moments = moments(turned.view());
        assertThat(moments[1] / moments[0]).as("height by width").isCloseTo(2, within(0.04));
        Augmented stretched = turn.apply(whole.scaled(photo), whole, new SplittableRandom(seed));
        double[] squeezed = moments(stretched.view());
        assertThat(squeezed[1] / squeezed[0]).as("without proportions").isLessThan(1.95);
    }

    @Test
    void aPhotoThatIsStretchedToASquareIsTurnedByAHalfOnly() {
        Preprocessing whole = Preprocessing.stretched(64, 64);
        AugmentationPolicy turn = new AugmentationPolicy(List.of(new QuarterTurn(1)));
        Image scaled = whole.scaled(ScenePhotos.gradient(48, 64));
        for (long seed = 0; seed < 10; seed++) {
            Point corner = turn.apply(scaled, 4 / 3.0, whole, new SplittableRandom(seed))
                    .geometry()
                    .apply(new Point(0, 0));
            assertThat(corner.x()).isCloseTo(64, within(1e-9));
            assertThat(corner.y()).isCloseTo(64, within(1e-9));
        }
    }

    private static Image disc(int height, int width, int radius) {
        byte[] rgb = new byte[3 * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (Math.hypot(x + 0.5 - width / 2.0, y + 0.5 - height / 2.0) < radius) {
                    rgb[3 * (width * y + x) + 1] = (byte) 255;
                }
            }
        }
        return new Image(height, width, rgb);
    }

    /** Standard deviations of the green along x and y, without what is mirrored at the photo's edges. */
    private static double[] moments(Image turned) {
        byte[] near = turned.rgb().clone();
        for (int i = 0; i < near.length; i++) {
            near[i] = Math.abs(i / 3 % 64 - 31.5) < 13 ? near[i] : 0;
        }
        Image view = new Image(64, 64, near);
        double[] middle = centre((y, x) -> view.at(y, x, 1));
        double sum = 0;
        double alongX = 0;
        double alongY = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                sum += view.at(y, x, 1);
                alongX += view.at(y, x, 1) * (x + 0.5 - middle[0]) * (x + 0.5 - middle[0]);
                alongY += view.at(y, x, 1) * (y + 0.5 - middle[1]) * (y + 0.5 - middle[1]);
            }
        }
        return new double[] {Math.sqrt(alongX / sum), Math.sqrt(alongY / sum)};
    }

    /** A spot and its mask, in a photo of another size, both land where the geometry says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void photoAndMaskStayTogether(long seed) {
        byte[] rgb = new byte[3 * 240 * 320];
        boolean[] set = new boolean[240 * 320];
        for (int y = 100; y < 124; y++) {
            for (int x = 150; x < 174; x++) {
                rgb[3 * (320 * y + x) + 1] = (byte) 255;
                set[320 * y + x] = true;
            }
        }
        AugmentationPolicy policy = new AugmentationPolicy(List.of(
                new HorizontalFlip(0.5),
                new VerticalFlip(0.5),
                new Rotation(1, 20),
                new Scale(1, 0.2),
                new Shift(1, 0.05)));
        Augmented augmented =
                policy.apply(preprocessing.scaled(new Image(240, 320, rgb)), preprocessing, new SplittableRandom(seed));
        Mask mask = augmented.follow(new Mask(240, 320, set));
        double[] photoCentre = centre((y, x) -> augmented.view().at(y, x, 1));
        double[] maskCentre = centre((y, x) -> mask.at(y, x) ? 255 : 0);
        // The spot's centre (162, 112) at the scale 73 / 240.
        double x = 162.0 * augmented.scaledWidth() / 320;
        double y = 112.0 * augmented.scaledHeight() / 240;
        assertThat(photoCentre[0])
                .isCloseTo(augmented.geometry().apply(new Point(x, y)).x(), within(0.15));
        assertThat(photoCentre[1])
                .isCloseTo(augmented.geometry().apply(new Point(x, y)).y(), within(0.15));
        assertThat(maskCentre[0]).isCloseTo(photoCentre[0], within(0.3));
        assertThat(maskCentre[1]).isCloseTo(photoCentre[1], within(0.3));
    }

    private interface Weight {
        double at(int y, int x);
    }

    private static double[] centre(Weight weight) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                sum += weight.at(y, x);
                sumX += weight.at(y, x) * (x + 0.5);
                sumY += weight.at(y, x) * (y + 0.5);
            }
        }
        return new double[] {sumX / sum, sumY / sum};
    }

    @Test
    void drawsStayWithinTheirRange() {
        RandomGenerator random = new SplittableRandom(3);
        double widest = 0;
        for (int i = 0; i < 2000; i++) {
            Affine turn = (Affine) new Rotation(1, 30).draw(100, 100, random).mapping();
            widest = Math.max(widest, Math.abs(Math.toDegrees(Math.atan2(turn.yx(), turn.xx()))));
            Affine scale = (Affine) new Scale(1, 0.25).draw(100, 50, random).mapping();
            assertThat(scale.xx()).isBetween(0.8, 1.25);
            assertThat(scale.x(25, 50)).isCloseTo(25, within(1e-9));
            Affine move = (Affine) new Shift(1, 0.1).draw(100, 50, random).mapping();
            assertThat(move.x0()).isBetween(-5.0, 5.0);
            assertThat(move.y0()).isBetween(-10.0, 10.0);
        }
        assertThat(widest).isBetween(29.0, 30.0);
    }

    @Test
    void brightnessAndContrastFollowTheFormula() {
        Image grey = Image.filled(1, 1, 0, 100, 255);
        RandomGenerator random = new SplittableRandom(11);
        SplittableRandom again = new SplittableRandom(11);
        Image changed =
                new BrightnessContrast(1, 0.2, 0.5).draw(1, 1, random).paint().apply(grey);
        double shift = 255 * 0.2 * (2 * again.nextDouble() - 1);
        double factor = 1 + 0.5 * (2 * again.nextDouble() - 1);
        assertThat(changed.at(0, 0, 1)).isEqualTo((int) Math.round(127.5 + factor * (100 - 127.5) + shift));
        assertThat(grey.at(0, 0, 1)).isEqualTo(100);
    }

    @Test
    void cutoutCoversOneRectangleWithTheMean() {
        byte[] rgb = new byte[3 * 40 * 40];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % 2 == 0 ? 0 : 200);
        }
        Image changed =
                new Cutout(1, 0.5).draw(40, 40, new SplittableRandom(2)).paint().apply(new Image(40, 40, rgb));
        int covered = 0;
        for (int i = 0; i < rgb.length; i += 3) {
            covered += changed.rgb()[i] == 100 ? 1 : 0;
        }
        assertThat(covered).isBetween(1, 400);
        assertThat(new AugmentationPolicy(List.of(new Cutout(0, 0.5)))
                        .draw(40, 40, new SplittableRandom(2))
                        .steps())
                .isEmpty();
    }

    @Test
    void rangesWithoutMeaningAreRefused() {
        assertThatThrownBy(() -> new Rotation(1, -1)).hasMessageContaining("must lie in [0.0, 180.0], got -1.0");
        assertThatThrownBy(() -> new HorizontalFlip(1.5)).hasMessageContaining("probability");
        assertThatThrownBy(() -> new Cutout(0.5, 0)).hasMessageContaining("longest side");
    }
}
