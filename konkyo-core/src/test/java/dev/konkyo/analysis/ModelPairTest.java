package dev.konkyo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.image.Image;
import dev.konkyo.model.ModelException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelPairTest {
    private static PixelModel model(int side, String... labels) {
        return new PixelModel(side, side, List.of(labels), red -> {
            float[] logits = new float[labels.length];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = List.of(labels).indexOf("c") == i ? red[0] : -i;
            }
            return logits;
        });
    }

    @Test
    void classesAreFoundByTheirNames() {
        var pair = PixelModel.pair(model(2, "a", "b", "c"), model(2, "c", "a", "b"));
        assertThat(pair.labels()).containsExactly("a", "b", "c");
        var photo = pair.judge(Image.filled(4, 4, 255, 0, 0), 2);
        assertThat(photo.scores().first().logits()).containsExactly(0.0, -1.0, 1.0);
        assertThat(photo.scores().second().logits()).containsExactly(-1.0, -2.0, 1.0);
        assertThat(photo.answers()).isEqualTo(new Pair<>(2, 2));
    }

    @Test
    void bothSeeThePictureOfTheLargerSize() {
        var pair = PixelModel.pair(model(2, "a", "c"), model(5, "a", "c"));
        assertThat(pair.judge(Image.filled(9, 9, 255, 0, 0), 0).picture()).isEqualTo(Image.filled(5, 5, 255, 0, 0));
    }

    @Test
    void otherClassesAreRefusedByName() {
        assertThatThrownBy(() -> PixelModel.pair(model(2, "a", "b"), model(2, "a", "c")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one knows a, b, the other a, c");
        assertThatThrownBy(() -> PixelModel.pair(model(2, "a", "b"), model(2, "a", "b", "c")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scoresThatAreNoNumbersAreAnError() {
        var broken = new PixelModel(1, 1, List.of("a", "b"), _ -> new float[] {Float.NaN, 0});
        assertThatThrownBy(() -> PixelModel.pair(broken, broken).judge(Image.filled(1, 1, 0, 0, 0), 0))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no numbers");
    }
}
