package dev.konkyo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.image.Image;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BeltFilmTest {
    private static List<Image> frames(BeltFilm film) {
        List<Image> frames = new ArrayList<>();
        film.play((frame, seconds) -> {
            assertThat(seconds).isEqualTo(frames.size() / BeltFilm.RATE);
            frames.add(frame);
        });
        return frames;
    }

    /** Mean difference of the green values. */
    private static double difference(Image a, Image b, int shift) {
        double sum = 0;
        int width = a.width() - shift;
        for (int y = 0; y < a.height(); y++) {
            for (int x = 0; x < width; x++) {
                sum += Math.abs(a.at(y, x + shift, 1) - b.at(y, x, 1));
            }
        }
        return sum / (width * a.height());
    }

    @Test
    void theBeltRestsMovesOnAndRests() {
        var film = new BeltFilm(64, 2, 0.5, 4);
        var frames = frames(film);

        assertThat(frames).hasSize(75).hasSize(film.frames());
        double noise = difference(frames.get(3), frames.get(20), 0);
        assertThat(noise).as("at rest only the sensor's noise differs").isLessThan(6);
        assertThat(difference(frames.get(10), frames.get(37), 0)).isGreaterThan(2 * noise);
        assertThat(difference(frames.get(51), frames.get(70), 0)).isLessThan(6);
    }

    @Test
    void movingShiftsTheWholePicture() {
        var frames = frames(new BeltFilm(64, 2, 0, 4));
        double least = Double.MAX_VALUE;
        int best = 0;
        for (int shift = 0; shift < 12; shift++) {
            double difference = difference(frames.get(36), frames.get(37), shift);
            best = difference < least ? shift : best;
            least = Math.min(least, difference);
        }

        // The tile of 94 pixels in 25 frames, one and a half times as fast in the middle: 94 * 1.5 / 25 = 5.6.
        assertThat(best).isBetween(5, 6);
        assertThat(least)
                .as("nut, shadow and belt move as one, over the border between two tiles")
                .isLessThan(8);
    }

    @Test
    void theSameSeedGivesTheSameFilm() {
        var film = new BeltFilm(64, 1, 1, 9);

        assertThat(frames(film).get(7)).isEqualTo(frames(film).get(7));
        assertThat(frames(film).get(7))
                .isNotEqualTo(frames(new BeltFilm(64, 1, 1, 10)).get(7));
    }

    @Test
    void asManyNutsAreDamagedAsAskedFor() {
        for (long seed = 1; seed <= 20; seed++) {
            var passages = new BeltFilm(64, 10, 0.35, seed).passages();
            assertThat(passages.stream().filter(passage -> passage.condition() == Condition.NG))
                    .hasSize(4);
            assertThat(passages.get(3)).extracting("nut", "from", "to").containsExactly(4, 6.0, 7.0);
        }
    }

    @ParameterizedTest
    @CsvSource({"63, 1, 0.5", "64, 0, 0.5", "64, 1, -0.1", "64, 1, 1.1", "64, 1, NaN"})
    void wrongNumbersAreRefused(int size, int nuts, double defective) {
        assertThatThrownBy(() -> new BeltFilm(size, nuts, defective, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got " + size);
    }
}
