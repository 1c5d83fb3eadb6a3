package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.konkyo.image.Box;
import dev.konkyo.image.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayTest {
    private static final EvidenceScale SCALE = new EvidenceScale(2, 10);
    private static final Overlay JET = new Overlay(SCALE, Colormap.JET, 0.5);
    private static final Image GREY = Image.filled(1, 4, 100, 100, 100);

    private static Heatmap map(float... values) {
        return Heatmap.over(1, 4, 1, values.length, values, Unit.SCORE);
    }

    @Test
    void coversMoreTheStrongerTheEvidence() {
        Image tinted = JET.tinted(GREY, map(-5, 2, 4, 10));
        // Up to the floor: plain. At 4, f = 1/4: jet is (0, 128, 255) and covers 0.5 * sqrt(1/4) = 1/4. At 10: (128, 0,
        // 0), a half.
        assertThat(tinted)
                .isEqualTo(
                        new Image(1, 4, new byte[] {100, 100, 100, 100, 100, 100, 75, 107, (byte) 139, 114, 50, 50}));
    }

    @Test
    void withoutEvidenceThePhotoStaysPlain() {
        assertThat(JET.tinted(GREY, map(-50, -1, 0, 0))).isEqualTo(GREY);
        assertThat(JET.tinted(GREY, map(0, 0, 2, 1))).isEqualTo(GREY);
    }

    @Test
    void theColourOfAPlaceDoesNotDependOnTheRestOfThePhoto() {
        Image weak = JET.tinted(GREY, map(0, 0, 0, 4));
        Image strong = JET.tinted(GREY, map(10, 0, 0, 4));
        for (int channel = 0; channel < 3; channel++) {
            assertThat(weak.at(0, 3, channel)).isEqualTo(strong.at(0, 3, channel));
        }
    }

    @Test
    void thePhotoItselfIsNotTouched() {
        Image photo = Image.filled(1, 4, 100, 100, 100);
        JET.tinted(photo, map(10, 10, 10, 10));
        assertThat(photo).isEqualTo(GREY);
    }

    @Test
    void thePictureIsTheTintedPhotoAboveItsLegend() {
        Image photo = Image.filled(300, 400, 90, 90, 90);
        Heatmap map = Heatmap.over(300, 400, 1, 2, new float[] {0, 9}, Unit.SCORE);
        Image picture = JET.picture(photo, map, List.of());
        Image legend = new Legend(SCALE, Colormap.JET, Unit.SCORE).strip(400, 9);
        assertThat(rows(picture, 0, 300)).isEqualTo(JET.tinted(photo, map));
        assertThat(rows(picture, 300, picture.height())).isEqualTo(legend);
    }

    @Test
    void aSmallPhotoIsEnlargedByAWholeFactorWithItsMapAndRegions() {
        Image photo = Image.filled(30, 90, 90, 90, 90);
        Heatmap map = new Heatmap(1, 1, new float[] {10}, Unit.SCORE, new Box(10, 10, 5, 5));
        Image picture = JET.picture(photo, map, List.of());
        assertThat(picture.width()).isEqualTo(7 * 90);
        Image expected = JET.tinted(
                Image.filled(210, 630, 90, 90, 90),
                new Heatmap(1, 1, new float[] {10}, Unit.SCORE, new Box(70, 70, 35, 35)));
        assertThat(rows(picture, 0, 210)).isEqualTo(expected);
    }

    @Test
    void framesRegions() {
        Image photo = Image.filled(300, 400, 90, 90, 90);
        Heatmap map = new Heatmap(1, 1, new float[] {10}, Unit.SCORE, new Box(100, 100, 50, 40));
        Image picture = JET.picture(photo, map, new Regions(2, 1).in(map, 300, 400));
        // The frame runs along the edges x = 100 and y = 140; the middle of the box keeps its tint.
        assertThat(picture.at(120, 100, 1)).isGreaterThan(150);
        assertThat(picture.at(139, 125, 1)).isGreaterThan(150);
        assertThat(picture.at(120, 125, 1)).isEqualTo(45);
        assertThat(picture.at(200, 125, 1)).isEqualTo(90);
    }

    @Test
    void aNarrowPhotoIsCentredAboveTheNarrowestLegend() {
        Image photo = Image.filled(1500, 3, 90, 90, 90);
        Heatmap map = Heatmap.over(1500, 3, 1, 1, new float[] {0}, Unit.SCORE);
        Image picture = JET.picture(photo, map, List.of());
        assertThat(picture.width()).isEqualTo(Legend.MINIMUM_WIDTH);
        assertThat(picture.height()).isBetween(1501, 1600);
        assertThat(picture.at(700, 79, 0)).isEqualTo(90);
        assertThat(picture.at(700, 76, 0)).isLessThan(30);
    }

    private static Image rows(Image image, int from, int to) {
        int row = 3 * image.width();
        return new Image(to - from, image.width(), java.util.Arrays.copyOfRange(image.rgb(), from * row, to * row));
    }

    @Test
    void refusesAnOpacityWithoutMeaning() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Overlay(SCALE, Colormap.JET, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Overlay(SCALE, Colormap.JET, Double.NaN));
    }
}
