package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LessonsTest {
    private static final List<String> LABELS = List.of("a", "b", "c");
    private static final Preprocessing SMALL = Preprocessing.stretched(2, 2);

    private static Lesson lesson(Preprocessing student, double temperature, float[] pixels, Teacher... teachers) {
        Teaching teaching = new Teaching(List.of(teachers), temperature, 0.9, Optional.empty());
        Lessons lessons = new Lessons(teaching, LABELS, student);
        Preprocessing seen = lessons.seen();
        TensorData planes = TensorData.ofFloats(Shape.of(1, 3, seen.height(), seen.width()), pixels);
        return lessons.of(PlanarInputs.of(planes), TensorData.ofFloats(Shape.of(1, 3), 0, 1, 0));
    }

    private static TensorData images(Lesson lesson) {
        try (TensorScope _ = new TensorScope()) {
            return Tensors.data(lesson.images().get());
        }
    }

    @Test
    void scoresOfAnotherOrderAreMappedAndSoftened() {
        // e^(z/2) of a, b, c: 3, 1, 2.
        Teacher teacher = StubTeacher.constant(
                        List.of("c", "a", "b"), SMALL, (float) (2 * Math.log(2)), (float) (2 * Math.log(3)), 0)
                .named("t");
        float[] taught =
                lesson(SMALL, 2, new float[12], teacher).taught().orElseThrow().toFloats();

        assertThat(taught).containsExactly(new float[] {3 / 6f, 1 / 6f, 2 / 6f}, within(1e-6f));
    }

    @Test
    void severalTeachersAreAveragedAfterSoftening() {
        Teacher one =
                StubTeacher.constant(LABELS, SMALL, (float) Math.log(8), 0, 0).named("one"); // 0.8, 0.1, 0.1
        Teacher two =
                StubTeacher.constant(LABELS, SMALL, 0, (float) Math.log(2), 0).named("two"); // 1/4, 1/2, 1/4
        float[] taught =
                lesson(SMALL, 1, new float[12], one, two).taught().orElseThrow().toFloats();

        assertThat(taught).containsExactly(new float[] {0.525f, 0.3f, 0.175f}, within(1e-6f));
    }

    @Test
    void aTeacherGetsThePictureInItsOwnSizeAndNormalisation() {
        // A student that sees 4 x 4 in [0, 1] and a teacher that wants 2 x 2 in [-1, 1].
        StubTeacher teacher = StubTeacher.constant(LABELS, Preprocessing.tensorflow(2, 2), 0, 0, 0);
        float[] pixels = new float[48];
        for (int i = 0; i < 48; i++) {
            pixels[i] = i / 48f;
        }
        Lesson lesson = lesson(Preprocessing.stretched(4, 4), 1, pixels, teacher.named("t"));

        assertThat(images(lesson).toFloats()).containsExactly(pixels);
        float[] shown = teacher.seen.getFirst().toFloats();
        // The first place of the first channel: the mean of 0, 1, 4, 5 in 48ths.
        assertThat(shown).hasSize(12);
        assertThat(shown[0]).isCloseTo(2 * (2.5f / 48) - 1, within(1e-6f));
        assertThat(shown[11]).isCloseTo(2 * ((42 + 43 + 46 + 47) / 4f / 48) - 1, within(1e-6f));
    }

    @Test
    void aLargerTeacherSeesMoreThanTheStudent() {
        StubTeacher teacher = StubTeacher.constant(LABELS, Preprocessing.stretched(4, 4), 0, 0, 0);
        float[] pixels = new float[48];
        pixels[0] = 1;
        Lesson lesson = lesson(SMALL, 1, pixels, teacher.named("t"));

        assertThat(teacher.seen.getFirst().toFloats()).containsExactly(pixels);
        assertThat(images(lesson).shape()).isEqualTo(Shape.of(1, 3, 2, 2));
        assertThat(images(lesson).toFloats()[0]).isEqualTo(0.25f);
    }

    @Test
    void otherLabelsAreNamed() {
        Teacher teacher = StubTeacher.constant(List.of("a", "b", "x", "y"), SMALL, 0, 0, 0, 0)
                .named("t.onnx");

        assertThatThrownBy(() -> Teaching.by(List.of(teacher)).check(LABELS))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "teacher t.onnx has other labels than the data: it lacks 'c' and it also has 'x', 'y'; take a"
                                + " teacher that was trained on the same classes");
    }

    @Test
    void cosinesAndSigmoidsCannotTeach() {
        ModelCard card = ModelCard.of("net", LABELS, SMALL);
        ModelCard cosine = card.withScores(ModelCard.ScoreKind.COSINE);
        Teacher metric = new StubTeacher(cosine, _ -> new float[3]).named("m.onnx");
        Teacher sigmoid = new StubTeacher(card, _ -> new float[1]).named("s.onnx");

        assertThatThrownBy(() -> Teaching.by(List.of(metric)).check(LABELS)).hasMessageContaining("gives cosines");
        assertThatThrownBy(() -> Teaching.by(List.of(sigmoid)).check(LABELS))
                .hasMessageContaining("for 3 labels, expected one logit for each label");
    }
}
