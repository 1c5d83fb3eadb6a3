package dev.konkyo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class PreprocessingTest {
    @Test
    void channelsAreSeparatedAndNormalised() {
        Image photo = Image.filled(300, 400, 255, 0, 51);
        float[] input = Preprocessing.imageNet(2, 3).apply(photo);
        assertThat(input).hasSize(18);
        for (int i = 0; i < 6; i++) {
            assertThat(input[i]).isCloseTo((1 - 0.485f) / 0.229f, within(1e-6f));
            assertThat(input[6 + i]).isCloseTo(-0.456f / 0.224f, within(1e-6f));
            assertThat(input[12 + i]).isCloseTo((0.2f - 0.406f) / 0.225f, within(1e-6f));
        }
        float[] tensorflow = Preprocessing.tensorflow(1, 1).apply(photo);
        assertThat(tensorflow[0]).isCloseTo(1f, within(1e-6f));
        assertThat(tensorflow[1]).isCloseTo(-1f, within(1e-6f));
        assertThat(tensorflow[2]).isCloseTo(51 / 127.5f - 1, within(1e-6f));
    }

    @Test
    void aBatchIsFilledFromTheGivenPlaceOn() {
        Preprocessing preprocessing = Preprocessing.stretched(4, 4);
        Image photo = ScenePhotos.gradient(8, 8);
        float[] batch = new float[2 * preprocessing.length()];
        preprocessing.apply(photo, batch, preprocessing.length());
        FloatBuffer buffer = FloatBuffer.allocate(batch.length);
        preprocessing.apply(photo, buffer, preprocessing.length());
        assertThat(batch).startsWith(0, 0, 0).endsWith(preprocessing.apply(photo));
        assertThat(buffer.array()).isEqualTo(batch);
    }

    @ParameterizedTest
    @CsvSource({
        // torchvision: short side to 256, middle 224 of it; 480 rows are 256 scaled ones.
        "480, 640, crop, 224, 224, 110, 30, 420, 420",
        "640, 480, crop, 224, 224, 30, 110, 420, 420",
        "480, 640, stretch, 96, 96, 0, 0, 640, 480",
        "480, 640, letterbox, 96, 96, 0, -80, 640, 640",
        "640, 480, letterbox, 96, 96, -80, 0, 640, 640",
        "100, 100, letterbox, 50, 200, -150, 0, 400, 100"
    })
    void theInputCoversAKnownPartOfThePhoto(
            int photoHeight,
            int photoWidth,
            String fit,
            int height,
            int width,
            double x,
            double y,
            double w,
            double h) {
        Box box = Preprocessing.imageNet(height, width).with(fit(fit)).placement(photoHeight, photoWidth);
        assertThat(box.x()).isCloseTo(x, within(1.5));
        assertThat(box.y()).isCloseTo(y, within(1.5));
        assertThat(box.width()).isCloseTo(w, within(1.5));
        assertThat(box.height()).isCloseTo(h, within(1.5));
    }

    /** A spot of the photo shows up in the view where the placement says. */
    @ParameterizedTest
    @MethodSource("fits")
    void theViewShowsWhatThePlacementSays(Fit fit) {
        Preprocessing preprocessing = Preprocessing.stretched(64, 64).with(fit);
        byte[] rgb = new byte[3 * 200 * 300];
        for (int y = 120; y < 130; y++) {
            for (int x = 170; x < 180; x++) {
                rgb[3 * (300 * y + x) + 1] = (byte) 255;
            }
        }
        Image view = preprocessing.view(new Image(200, 300, rgb));
        Box box = preprocessing.placement(200, 300);
        double expectedX = (175 - box.x()) / box.width() * 64;
        double expectedY = (125 - box.y()) / box.height() * 64;
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                sum += view.at(y, x, 1);
                sumX += view.at(y, x, 1) * (x + 0.5);
                sumY += view.at(y, x, 1) * (y + 0.5);
            }
        }
        assertThat(sumX / sum).isCloseTo(expectedX, within(0.05));
        assertThat(sumY / sum).isCloseTo(expectedY, within(0.05));
    }

    static Stream<Fit> fits() {
        return Stream.of(new Fit.Stretch(), Fit.Crop.standard(), new Fit.Crop(0.6), new Fit.Letterbox());
    }

    @Test
    void barsAreAboutZero() {
        Preprocessing preprocessing = Preprocessing.imageNet(32, 32).with(new Fit.Letterbox());
        float[] input = preprocessing.apply(Image.filled(10, 40, 255, 255, 255));
        assertThat(input[0]).isCloseTo(0, within(0.01f));
        assertThat(input[2 * 32 * 32]).isCloseTo(0, within(0.01f));
        assertThat(input[16 * 32 + 16]).isCloseTo((1 - 0.485f) / 0.229f, within(1e-5f));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void jsonKeepsEverything(Fit fit) {
        Preprocessing preprocessing = Preprocessing.imageNet(96, 128).with(fit);
        JsonMapper mapper = JsonMapper.builder().build();
        String json = mapper.writeValueAsString(preprocessing);
        assertThat(mapper.readValue(json, Preprocessing.class)).isEqualTo(preprocessing);
        assertThat(json).contains("\"mean\":[0.485,0.456,0.406]").contains("\"kind\":\"");
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThatThrownBy(() -> new Preprocessing(8, 8, new Fit.Stretch(), List.of(0f), List.of(1f, 1f, 1f)))
                .hasMessageContaining("three means");
        assertThatThrownBy(() -> new Preprocessing(8, 8, new Fit.Stretch(), List.of(0f, 0f, 0f), List.of(1f, 0f, 1f)))
                .hasMessageContaining("positive deviations");
        assertThatThrownBy(() -> new Fit.Crop(0)).hasMessageContaining("(0, 1]");
    }

    private static Fit fit(String name) {
        return switch (name) {
            case "crop" -> Fit.Crop.standard();
            case "stretch" -> new Fit.Stretch();
            default -> new Fit.Letterbox();
        };
    }
}
