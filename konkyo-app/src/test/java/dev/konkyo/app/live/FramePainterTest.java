package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.heatmap.Colormap;
import dev.konkyo.heatmap.Lettering;
import dev.konkyo.image.Image;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FramePainterTest {
    private static final Image FRAME = Image.filled(400, 600, 90, 120, 60);
    private static final int PLAIN = 90 << 16 | 120 << 8 | 60;

    private static BufferedImage painted(Image frame, ViewSettings settings, float... cells) {
        return new FramePainter(Sketches.THRESHOLDING, Optional.empty(), true)
                .paint(Sketches.decision(Sketches.frame(7, frame), settings, cells), Sketches.progress());
    }

    @Test
    void belowTheFloorNothingIsColoured() {
        var picture = painted(FRAME, ViewSettings.standard(), 0, 2, 1.5f, 2);

        // Beside the badge in the upper left corner.
        for (int y = 0; y < 400; y++) {
            for (int x = y < 100 ? 300 : 0; x < 600; x++) {
                assertThat(picture.getRGB(x, y) & 0xffffff).isEqualTo(PLAIN);
            }
        }
    }

    /** What goes on is said in the panel below the frame, where only it changes. */
    @Test
    void framesPerSecondAndPercentilesAreOnTheScreen() {
        var decision = Sketches.decision(Sketches.frame(7, FRAME), ViewSettings.standard(), 0, 0, 0, 10);
        var painter = new FramePainter(Sketches.THRESHOLDING, Optional.empty(), true);
        var slow = new Progress(12.4, new Percentiles(21, 34, 55), 3);

        assertThat(Panel.progressWords(decision, slow))
                .contains("frame 7 ", " 12/s ", " 21 / 34 / 55 ms (p50/95/99) ", " 3 dropped");
        assumeTrue(new Lettering(12).width("0") > 0, "this machine has no font");
        var first = painter.paint(decision, Sketches.progress());
        var second = painter.paint(decision, slow);
        assertThat(changed(first, second, 0, 400)).isZero();
        assertThat(changed(first, second, 400, first.getHeight())).isPositive();
    }

    private static long changed(BufferedImage first, BufferedImage second, int from, int to) {
        long changed = 0;
        for (int y = from; y < to; y++) {
            for (int x = 0; x < first.getWidth(); x++) {
                changed += first.getRGB(x, y) == second.getRGB(x, y) ? 0 : 1;
            }
        }
        return changed;
    }

    @Test
    void evidenceIsColouredOnTheModelsScale() {
        var picture = painted(FRAME, ViewSettings.standard(), 0, 0, 0, 10);
        // The last cell's centre and what lies beyond it hold its value, the ceiling: 0.7 of dark red, 0.3 of the
        // frame.
        int ceiling = Colormap.TURBO.rgb(1);
        int red = Math.round(0.3f * 90 + 0.7f * (ceiling >> 16));

        assertThat(picture.getRGB(599, 399) >> 16 & 255).isBetween(red - 1, red + 1);
        assertThat(picture.getRGB(20, 300) & 0xffffff).isEqualTo(PLAIN);
    }

    @Test
    void boxesLieAroundWhatExceedsTheThreshold() {
        var settings = ViewSettings.standard().with(ViewMode.BOXES);
        var picture = painted(FRAME, settings, 0, 0, 0, 10);
        var region = Sketches.decision(Sketches.frame(7, FRAME), settings, 0, 0, 0, 10)
                .regions()
                .getFirst()
                .box();

        assertThat(picture.getRGB((int) region.x(), 399 - 30) & 0xffffff).isNotEqualTo(PLAIN);
        assertThat(picture.getRGB((int) region.x() + 40, 399 - 30) & 0xffffff).isEqualTo(PLAIN);
        assertThat(painted(FRAME, settings, 0, 0, 0, 5).getRGB((int) region.x(), 369) & 0xffffff)
                .as("below the threshold of 6 there is no box")
                .isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "ng, 0, red",
        "ok, 0, green",
        // The score of 0.9 is too low then.
        "unknown, 0.95, red",
        "ng, 0.95, grey",
        ", 0.95, grey",
        ", 0, blue",
    })
    void theLabelThatIsLookedOutForIsRed(@Nullable String alarm, double threshold, String expected) {
        var settings = new ViewSettings(ViewMode.HEATMAP, OptionalDouble.of(threshold), 0.5);
        var decision = Sketches.decision(Sketches.frame(7, FRAME), settings, 0, 0, 0, 0);
        var picture = new FramePainter(Sketches.THRESHOLDING, Optional.ofNullable(alarm), true)
                .paint(decision, Sketches.progress());

        // The stripe on the badge's left, between 10.5 and 16 pixels.
        var stripe = new Color(picture.getRGB(13, 40));
        assertThat(named(stripe)).isEqualTo(expected);
    }

    private static String named(Color colour) {
        float[] hue = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
        return hue[1] < 0.2 ? "grey" : List.of("red", "green", "blue").get(Math.round(3 * hue[0]) % 3);
    }

    @Test
    void picturesHaveEvenSidesAndSmallFramesAreEnlarged() {
        var odd = painted(Image.filled(401, 601, 0, 0, 0), ViewSettings.standard(), 0, 0, 0, 0);
        assertThat(odd.getWidth()).isEqualTo(602);
        assertThat(odd.getHeight() % 2).isZero();

        var small = painted(Image.filled(96, 96, 90, 120, 60), ViewSettings.standard(), 0, 0, 0, 0);
        assertThat(small.getWidth()).isEqualTo(384);
        assertThat(small.getRGB(380, 200) & 0xffffff).isEqualTo(PLAIN);
    }
}
