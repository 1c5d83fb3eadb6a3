package dev.konkyo.image.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Affine;
import dev.konkyo.image.Border;
import dev.konkyo.image.Box;
import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import dev.konkyo.image.Point;
import dev.konkyo.image.ScenePhotos;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What holds for every augmentation that is listed. */
class AugmentationsTest {
    static List<AugmentationEntry> all() {
        return Augmentations.all();
    }

    private static AugmentationPolicy certain(AugmentationEntry entry, double range) {
        return new AugmentationPolicy(List.of(entry.maker().make(1, range, Optional.empty())));
    }

    private static double strong(AugmentationEntry entry) {
        return entry.range().map(AugmentationEntry.Range::strong).orElse(0.0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void comesBackFromJsonAsItWas(AugmentationEntry entry) {
        JsonMapper json = new JsonMapper();
        AugmentationPolicy policy = new AugmentationPolicy(
                List.of(entry.make(strong(entry)), new Rotation(0.25, 12), entry.make(strong(entry))));
        String text = json.writeValueAsString(policy);
        assertThat(text).contains("\"kind\":\"" + entry.type().getSimpleName() + "\"");
        assertThat(json.readValue(text, AugmentationPolicy.class)).isEqualTo(policy);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSameSeedGivesTheSameChangeAndAnotherAnother(AugmentationEntry entry) {
        Image photo = ScenePhotos.gradient(48, 60);
        AugmentationPolicy policy = certain(entry, strong(entry));
        Image one = policy.draw(48, 60, new SplittableRandom(5))
                .apply(photo, Border.Edge.REFLECT)
                .view();
        assertThat(policy.draw(48, 60, new SplittableRandom(5))
                        .apply(photo, Border.Edge.REFLECT)
                        .view())
                .isEqualTo(one);
        if (entry.range().isPresent() && !policy.mixes()) {
            assertThat(policy.draw(48, 60, new SplittableRandom(6))
                            .apply(photo, Border.Edge.REFLECT)
                            .view())
                    .isNotEqualTo(one);
        }
        assertThat(photo).as("the given photo stays as it is").isEqualTo(ScenePhotos.gradient(48, 60));
    }

    @ParameterizedTest
    @MethodSource("all")
    void probabilitiesOutsideTheirRangeAreRefused(AugmentationEntry entry) {
        assertThatThrownBy(() -> entry.maker().make(1.5, strong(entry), Optional.empty()))
                .hasMessageContaining("the probability of an augmentation must lie in [0.0, 1.0], got 1.5");
        if (entry.range().isPresent()) {
            assertThatThrownBy(() -> entry.maker().make(1, 1e4, Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must lie in [");
        }
    }

    /** A spot, its mask, its box and its centre go the same way; the strongest bends cut deep into none of them. */
    @ParameterizedTest
    @CsvSource({
        "perspective, 1",
        "perspective, 2",
        "perspective, 3",
        "elastic, 1",
        "elastic, 2",
        "elastic, 3",
        "rotation, 4",
        "scale, 4",
        "shift, 4",
        "flip, 4",
        "flip-vertical, 4"
    })
    void maskBoxAndPointFollowThePhoto(String name, long seed) {
        byte[] rgb = new byte[3 * 120 * 160];
        boolean[] set = new boolean[120 * 160];
        for (int i = 0; i < set.length; i++) {
            set[i] = i / 160 >= 50 && i / 160 < 62 && i % 160 >= 90 && i % 160 < 102;
            rgb[3 * i + 1] = (byte) (set[i] ? 255 : 0);
        }
        AugmentationEntry entry = Augmentations.named(name);
        double range = entry.range().map(AugmentationEntry.Range::usual).orElse(0.0);
        Augmented bent = certain(entry, range)
                .draw(120, 160, new SplittableRandom(seed))
                .apply(new Image(120, 160, rgb), new Border.Colour(0, 0, 0));
        Mask mask = bent.follow(new Mask(120, 160, set));
        Box box = bent.follow(new Box(90, 50, 12, 12), 120, 160).orElseThrow();
        int differ = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < set.length; i++) {
            int row = i / 160;
            boolean bright = bent.view().at(i / 160, i % 160, 1) > 127;
            differ += bright == mask.pixels()[i] ? 0 : 1;
            x += mask.pixels()[i] ? i % 160 + 0.5 : 0;
            y += mask.pixels()[i] ? row + 0.5 : 0;
            if (mask.pixels()[i]) {
                assertThat(box.contains(i % 160 + 0.5, row + 0.5)).isTrue();
            }
        }
        assertThat(mask.count()).isBetween(80, 260);
        assertThat(differ).isLessThanOrEqualTo(6);
        Point centre = bent.geometry().apply(new Point(96, 56));
        // The middle of a bent spot is near the place where its middle went, no more.
        double tolerance = name.equals("elastic") ? 1.5 : 0.6;
        assertThat(x / mask.count()).isCloseTo(centre.x(), within(tolerance));
        assertThat(y / mask.count()).isCloseTo(centre.y(), within(tolerance));
    }

    @Test
    void aBoxThatLeavesTheViewIsGone() {
        Augmented away = new Augmented(Image.filled(10, 10, 0, 0, 0), 10, 10, Affine.shift(8, 0));
        assertThat(away.follow(new Box(3, 3, 4, 4), 10, 10)).isEmpty();
        assertThat(away.follow(new Box(0, 0, 8, 8), 20, 20)).contains(new Box(8, 0, 2, 4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theElasticFieldHasTheDrawnDeviationAndNeverFolds(long seed) {
        Change.Move move = new Elastic(1, 0.03, 0.05).draw(400, 400, new SplittableRandom(seed));
        double drawn = Objects.requireNonNull(move.values().get("strength")).doubleValue() * 400;
        double squares = 0;
        int count = 0;
        for (int y = 2; y < 400; y += 4) {
            for (int x = 2; x < 400; x += 4) {
                Point from = move.mapping().inverse().apply(new Point(x, y));
                squares += Math.pow(from.x() - x, 2) + Math.pow(from.y() - y, 2);
                count += 2;
            }
        }
        double deviation = Math.sqrt(squares / count);
        // Some 400 / (2 * 20) squared independent places, twice; a field that would fold is weaker than drawn.
        assertThat(deviation).isLessThan(1.2 * drawn);
        if (drawn < 4) {
            assertThat(deviation).isGreaterThan(0.75 * drawn);
        }
        Point there = move.mapping().apply(new Point(123, 234));
        Point back = move.mapping().inverse().apply(there);
        assertThat(Math.hypot(back.x() - 123, back.y() - 234)).isLessThan(1e-4);
    }

    @Test
    void wordsChooseAPolicy() {
        assertThat(AugmentationChoice.of("light")).isEqualTo(AugmentationPolicy.light());
        assertThat(AugmentationChoice.of("NONE").steps()).isEmpty();
        assertThat(AugmentationChoice.of("light,mixup=0.4,elastic@0.3, rotation=30")
                        .steps())
                .containsExactly(
                        new HorizontalFlip(0.5),
                        new Rotation(1, 30),
                        new Scale(1, 0.1),
                        new Shift(1, 0.06),
                        new BrightnessContrast(1, 0.1, 0.15),
                        new MixUp(1, 0.4),
                        new Elastic(0.3, 0.03, 0.1));
        assertThat(AugmentationChoice.of("light,brightness@0").steps())
                .contains(new BrightnessContrast(1, 0, 0.15))
                .hasSize(5);
        assertThat(AugmentationChoice.of("saturation=0.2,hue@0").steps()).containsExactly(new Colour(1, 0.2, 0));
        assertThat(AugmentationChoice.of("light,contrast@0,brightness@0").steps())
                .noneMatch(BrightnessContrast.class::isInstance)
                .hasSize(4);
        assertThat(AugmentationChoice.of("light,flip@0,brightness=.3").steps())
                .doesNotHaveAnyElementsOfTypes(HorizontalFlip.class)
                .contains(new BrightnessContrast(1, 0.3, 0.15));
        assertThat(AugmentationChoice.of("hue=20,saturation=0.5").steps()).containsExactly(new Colour(1, 0.5, 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "mixupp=0.2 | no augmentation is called 'mixupp'; there are none, light, strong, flip, flip-vertical, quarter-turn, rotation",
                "light,,blur | expected augmentations such as light,mixup=0.2,elastic@0.3",
                "blur=a | got 'blur=a' in 'blur=a'",
                "blur,blur=0.01 | augmentation 'blur' is named twice",
                "blur,light | 'light' is a whole policy: it stands first",
                "light=2 | 'light' is a whole policy",
                "flip=0.3 | 'flip' takes no range, only a probability: expected such as flip@0.5, got 'flip=0.3'",
                "rotation=200 | the largest rotation in degrees must lie in [0.0, 180.0], got 200.0",
                "cutmix@2 | the probability of an augmentation must lie in [0.0, 1.0], got 2.0"
            })
    void wordsThatAreNotUnderstoodAreExplained(String words, String message) {
        assertThatThrownBy(() -> AugmentationChoice.of(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
