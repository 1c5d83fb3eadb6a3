package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenInputsTest {
    @TempDir
    Path folder;

    /** Says "green" of pictures whose green is stronger than their blue by a margin. */
    private record Greenness(float margin) implements Classifier {
        @Override
        public ModelCard card() {
            return ModelCard.of("greenness", List.of("blue", "green"), Preprocessing.stretched(32, 32));
        }

        @Override
        public TensorData logits(TensorData images) {
            float[] pixels = images.toFloats();
            double difference = 0;
            for (int i = 0; i < 1024; i++) {
                difference += (pixels[1024 + i] - pixels[2048 + i]) / 1024;
            }
            return TensorData.ofFloats(Shape.of(1, 2), 0, (float) difference - margin);
        }

        @Override
        public void close() {}
    }

    @Test
    void drawnPicturesAreAnsweredDifferently() {
        var chosen = new GoldenInputs(3, Optional.empty()).chosen(new Greenness(0));
        assertThat(chosen.inputs()).hasSize(3).hasOnlyElementsOfType(GoldenInput.Drawn.class);
        assertThat(chosen.sentence(chosen.inputs(), 3))
                .contains("0 photos, 3 drawn pictures", "blue ", "green ")
                .doesNotContain("one class only");
    }

    @Test
    void aModelThatAnswersAlikeIsSaid() {
        var chosen = new GoldenInputs(3, Optional.empty()).chosen(new Greenness(5));
        assertThat(chosen.inputs()).hasSize(3).doesNotHaveDuplicates();
        assertThat(chosen.sentence(chosen.inputs(), 3))
                .contains("the model answers blue 3, one class only", "--data DATA");
    }

    @Test
    void photosComeFirstAndOfBothClasses() {
        var data = Samples.shapes(folder, 4, 1);
        // Discs have as much green as red; squares half of it: about 0.05 and 0.01 more than blue.
        var chosen = new GoldenInputs(4, Optional.of(data)).chosen(new Greenness(0.18f));
        assertThat(chosen.inputs()).hasSize(4).hasOnlyElementsOfType(GoldenInput.Photo.class);
        assertThat(chosen.sentence(chosen.inputs(), 3)).contains("4 photos, 0 drawn pictures", "blue ", "green ");
    }

    @Test
    void photosThatAreAnsweredAlikeLeaveAPlaceToADrawnPicture() {
        var data = Samples.shapes(folder, 4, 1);
        var chosen = new GoldenInputs(3, Optional.of(data)).chosen(new Greenness(-0.02f));
        assertThat(chosen.inputs())
                .hasOnlyElementsOfTypes(GoldenInput.Photo.class, GoldenInput.Drawn.class)
                .hasSize(3);
        assertThat(chosen.sentence(chosen.inputs(), 3)).contains("2 photos, 1 drawn pictures");
    }

    @Test
    void oneOrNoInputIsFound() {
        assertThat(new GoldenInputs(0, Optional.empty())
                        .chosen(new Greenness(0))
                        .inputs())
                .isEmpty();
        var one = new GoldenInputs(1, Optional.empty()).chosen(new Greenness(5));
        assertThat(one.inputs()).hasSize(1);
        assertThat(one.sentence(one.inputs(), 3)).doesNotContain("one class only");
    }
}
