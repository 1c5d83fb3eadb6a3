package dev.konkyo.specialist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitteeTest {
    private static final TensorData TWO_PHOTOS = TensorData.ofFloats(Shape.of(2, 3, 1, 1), 0, 0, 0, 1, 1, 1);

    /** Gives each photo, whose first number is its row, a row of logits. */
    private static final class Fixed implements Classifier {
        private final ModelCard card;
        private final float[][] rows;

        private Fixed(ModelCard card, float[]... rows) {
            this.card = card;
            this.rows = rows;
        }

        @Override
        public ModelCard card() {
            return card;
        }

        static Fixed of(List<String> labels, float[]... rows) {
            return new Fixed(ModelCard.of("fixed", labels, Preprocessing.stretched(1, 1)), rows);
        }

        @Override
        public TensorData logits(TensorData images) {
            float[] all = new float[2 * rows[0].length];
            System.arraycopy(rows[0], 0, all, 0, rows[0].length);
            System.arraycopy(rows[1], 0, all, rows[0].length, rows[0].length);
            return TensorData.ofFloats(Shape.of(2, rows[0].length), all);
        }

        @Override
        public void close() {}
    }

    private static float[] logs(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]);
        }
        return logits;
    }

    @Test
    void onlyTheSpecialistsForTheWinnerAreAskedAndTheirDustbinIsCorrected() {
        var generalist = Fixed.of(List.of("a", "b", "c"), logs(0.5, 0.3, 0.2), logs(0.1, 0.1, 0.8));
        // It saw its classes twice as often as nature shows them: odds of 0.7 against 0.15 are truly 0.7 against 0.3.
        var specialist = Fixed.of(List.of("a", Specialist.DUSTBIN), logs(0.7, 0.15), logs(0.9, 0.1));
        try (var committee =
                new Committee(generalist, List.of(new Specialist(specialist, Specialist.dustbinShift(10, 20))))) {
            float[] q = committee.logits(TWO_PHOTOS).toFloats();
            assertThat(q).containsExactly(logs(0.6, 0.24, 0.16, 0.1, 0.1, 0.8), within(1e-5f));
        }
    }

    @Test
    void specialistsFitTheirGeneralist() {
        var generalist = Fixed.of(List.of("a", "b"), logs(0.5, 0.5), logs(0.5, 0.5));
        var stranger = new Specialist(Fixed.of(List.of("x", Specialist.DUSTBIN), logs(1, 1), logs(1, 1)), 0);
        assertThatThrownBy(() -> new Committee(generalist, List.of(stranger))).hasMessageContaining("for [x]");
        assertThatThrownBy(() -> new Specialist(generalist, 0)).hasMessageContaining("lastly '(other)'");
    }
}
