package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.konkyo.image.Box;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {
    private static final Heatmap THREE = map(
            4, 6, //
            1, 1, 0, 0, 0, 0, //
            0, 0, 2, 0, 0, 0, //
            0, 0, 0, 0, 5, 6, //
            3, 0, 0, 0, 5, 5);

    private static Heatmap map(int height, int width, float... values) {
        return Heatmap.over(height, width, height, width, values, Unit.SCORE);
    }

    private static Region only(int height, int width, float... values) {
        List<Region> regions = new Regions(0.5f, 1).in(map(height, width, values), height, width);
        assertThat(regions).hasSize(1);
        return regions.getFirst();
    }

    @Test
    void boxesScoresAndOrder() {
        assertThat(new Regions(0.5f, 1).in(THREE, 4, 6))
                .containsExactly(
                        new Region(new Box(4, 2, 2, 2), List.of(new Run(2, 4, 2), new Run(3, 4, 2)), 6),
                        new Region(new Box(0, 3, 1, 1), List.of(new Run(3, 0, 1)), 3),
                        new Region(new Box(0, 0, 3, 2), List.of(new Run(0, 0, 2), new Run(1, 2, 1)), 2));
    }

    @Test
    void leavesOutSmallRegionsAndValuesUpToTheThreshold() {
        assertThat(new Regions(0.5f, 2).in(THREE, 4, 6))
                .extracting(Region::area)
                .containsExactly(4, 3);
        assertThat(new Regions(5, 1).in(THREE, 4, 6)).extracting(Region::box).containsExactly(new Box(5, 2, 1, 1));
        assertThat(new Regions(0, 1).in(map(2, 2, 0, 0, 0, 0), 2, 2)).isEmpty();
    }

    @Test
    void equalScoresPutTheLargerFirstThenTheUpper() {
        Heatmap map = map(1, 7, 4, 0, 4, 4, 0, 4, 0);
        assertThat(new Regions(1, 1).in(map, 1, 7))
                .extracting(region -> region.box().x())
                .containsExactly(2.0, 0.0, 5.0);
    }

    @Test
    void boxesAreInPixelsOfThePhotoNotOfTheGrid() {
        // Along the row the photo's 8 pixels read 0 1 3 4.. : 0, 0.5, 1.5, 2.5, 3.5 and so on, see the placement.
        Heatmap coarse = new Heatmap(1, 2, new float[] {0, 4}, Unit.SCORE, new Box(2, 0, 4, 3));
        assertThat(new Regions(2, 1).in(coarse, 4, 8))
                .extracting(Region::box, Region::score)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(new Box(4, 0, 2, 3), 4f));
    }

    @Test
    void armsThatMeetFurtherDownAreOneRegion() {
        assertThat(only(3, 5, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1).area())
                .isEqualTo(11);
    }

    @Test
    void theOutlineTurnsAtPixelCornersAndPassesTouchingCornersTwice() {
        assertThat(only(2, 3, 1, 1, 0, 0, 0, 1).outline())
                .containsExactly(
                        new Vertex(0, 0),
                        new Vertex(2, 0),
                        new Vertex(2, 1),
                        new Vertex(3, 1),
                        new Vertex(3, 2),
                        new Vertex(2, 2),
                        new Vertex(2, 1),
                        new Vertex(0, 1));
    }

    @Test
    void theMaskHoldsTheRunsPixels() {
        assertThat(only(2, 3, 0, 1, 1, 1, 0, 0).mask(2, 3).pixels())
                .containsExactly(false, true, true, true, false, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithFloodFill(int seed) {
        int height = 9;
        int width = 13;
        float[] values = new float[height * width];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(100) < 10 * seed ? 1 : 0;
        }
        List<Region> regions = new Regions(0.5f, 1).in(map(height, width, values), height, width);
        assertThat(regions.stream().map(region -> region.mask(height, width)))
                .containsExactlyInAnyOrderElementsOf(FloodFill.regions(values, height, width));
        for (Region region : regions) {
            assertThat(enclosedArea(region.outline()))
                    .isEqualTo(FloodFill.withHolesFilled(region.mask(height, width))
                            .count());
        }
    }

    /** What is left out between cells is what lies below the threshold, in any place of the map and for thresholds below 0, too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aCoarseMapHasTheRegionsOfItsPixels(int seed) {
        Random random = new Random(seed);
        float[] values = new float[5 * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Box place = new Box(random.nextInt(9) - 4, random.nextInt(9) - 4, 30 + random.nextInt(9), 24);
        Heatmap coarse = new Heatmap(5, 7, values, Unit.SCORE, place);

        for (float threshold : new float[] {-0.5f, 0, 0.3f, 1.2f}) {
            Regions regions = new Regions(threshold, 1);
            assertThat(regions.in(coarse, 30, 40)).isNotEmpty().isEqualTo(regions.in(coarse.onto(30, 40), 30, 40));
        }
    }

    /** The shoelace formula; positive for corners that run clockwise with y pointing down. */
    private static int enclosedArea(List<Vertex> corners) {
        int twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            Vertex a = corners.get(i);
            Vertex b = corners.get((i + 1) % corners.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return twice / 2;
    }

    @Test
    void refusesSettingsWithoutMeaning() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Regions(Float.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Regions(1, 0));
    }
}
