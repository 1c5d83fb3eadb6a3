package dev.konkyo.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Photos here are two numbers for each class: the evidence for it in two places; the largest sum decides. */
final class EvidenceCalibrationTest {
    private static final int NG = 0;
    private static final int OK = 1;

    private record Read(float factor) implements EvidenceMethod {
        @Override
        public Evidence explain(TensorData image, Target target) {
            float[] values = image.toFloats();
            float[] sums = new float[values.length / 2];
            for (int i = 0; i < values.length; i++) {
                sums[i / 2] += values[i];
            }
            TensorData logits = TensorData.ofFloats(Shape.of(1, sums.length), sums);
            int label = asked(target.weights(logits).toFloats());
            float[] map = {factor * values[2 * label], factor * values[2 * label + 1]};
            return new Evidence(logits, TensorData.ofFloats(Shape.of(1, 1, 2), map), Unit.SCORE);
        }
    }

    private static int asked(float... weights) {
        int label = 0;
        while (weights[label] != 1) {
            label++;
        }
        return label;
    }

    private static TensorData photo(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return TensorData.ofFloats(Shape.of(1, 1, 1, floats.length), floats);
    }

    private static EvidenceCalibration calibrated(float factor, int good) {
        EvidenceMethod method = new Read(1);
        EvidenceMethod shown = factor == 1 ? method : new Read(factor);
        var calibration = new EvidenceCalibration(method, shown, 2, new CalibrationQuantiles(1, 0.5), good);
        calibration.add(photo(0, 1, 3, 4), OK);
        calibration.add(photo(2, 0, 5, 1), OK);
        calibration.add(photo(10, 2, 1, 0), NG);
        calibration.add(photo(20, 0, 0, 2), NG);
        calibration.add(photo(30, 0, 0, 0), NG);
        return calibration;
    }

    @Test
    void goodPhotosStayPlainWhateverTheirEvidenceIsFor() {
        EvidenceScale scale = calibrated(1, OK).scale().orElseThrow();

        // The strongest place of the two good photos is 5, for their own class; the NG photos peak at 10, 20 and 30.
        assertThat(scale).isEqualTo(new EvidenceScale(5, 20));
        assertThat(calibrated(1, OK).words()).contains("2 photos of good parts", "in each of 3");
    }

    @Test
    void theCardKnowsWhatTheScaleIsOf() {
        ModelCard card = ModelCard.of("net", List.of("ng", "ok"), Preprocessing.stretched(8, 8));
        ModelCard scored = calibrated(1, OK).on(card).orElseThrow();
        assertThat(scored.evidenceScale()).isEqualTo(new EvidenceScale(5, 20));
        assertThat(scored.evidenceUnit()).as("that of the scores").isNull();
        assertThat(scored.provenance()).containsKey(EvidenceCalibration.FACT);
        ModelCard cosines =
                calibrated(1, OK).on(card.withScores(ScoreKind.COSINE)).orElseThrow();
        assertThat(cosines.evidenceUnit()).isEqualTo(Unit.SCORE);
        assertThat(new EvidenceCalibration(new Read(1), 2).on(card)).isEmpty();
    }

    @Test
    void withoutAGoodClassOnlyForeignEvidenceSetsTheFloor() {
        // Foreign places: 0, 1, 2, 0 for NG and 1, 0, 0, 2, 0, 0 for OK; peaks of all five photos.
        assertThat(calibrated(1, EvidenceCalibration.ANY).scale().orElseThrow()).isEqualTo(new EvidenceScale(2, 10));
    }

    @Test
    void aScaleWithoutAFloorIsNamed() {
        var below = new EvidenceCalibration(new Read(1), 2);
        below.add(photo(-1, -2, 3, 4), OK);
        assertThat(below.scale().orElseThrow()).isEqualTo(new EvidenceScale(0, 4));
        assertThat(below.noFloor().orElseThrow()).contains("no floor", "--ok LABEL");
        assertThat(calibrated(1, OK).noFloor()).isEmpty();
    }

    @Test
    void aWrongDecisionSetsNoFloorByItsOwnAndTheCeilingByTheTrueClass() {
        var calibration = new EvidenceCalibration(new Read(1), new Read(1), 2, new CalibrationQuantiles(1, 0.5), OK);
        calibration.add(photo(10, 0, 0, 0), NG);
        // Taken for NG: only its strongest place for the other class, 7 in the second, counts for the floor.
        calibration.add(photo(3, 7, 2, 0), OK);
        // Taken for OK, whose peak is 50; for what it shows it peaks at 9.
        calibration.add(photo(9, 0, 50, 0), NG);

        assertThat(calibration.scale().orElseThrow()).isEqualTo(new EvidenceScale(7, 10));
    }

    @Test
    void aGoodPhotoTakenForAnotherClassIsNoMeasureOfPlainness() {
        var calibration = ofThree();
        calibration.add(photo(10, 0, 0, 0, 0, 0), NG);
        // The second photo is asked for the third class; that it peaks at 9 for NG is the decision's fault.
        calibration.add(photo(9, 0, 1, 0, 4, 0), OK);

        assertThat(calibration.scale().orElseThrow()).isEqualTo(new EvidenceScale(4, 10));
    }

    @Test
    void theOtherClassesAreAskedForInTurn() {
        TensorData good = photo(3, 0, 2.5, 2.5, 4, 0);
        TensorData bad = photo(10, 0, 0, 0, 0, 0);
        var first = ofThree();
        first.add(good, OK);
        first.add(bad, NG);
        var second = ofThree();
        second.add(bad, NG);
        second.add(good, OK);

        assertThat(first.scale().orElseThrow()).isEqualTo(new EvidenceScale(3, 10));
        assertThat(second.scale().orElseThrow()).isEqualTo(new EvidenceScale(4, 10));
    }

    private static EvidenceCalibration ofThree() {
        return new EvidenceCalibration(new Read(1), new Read(1), 3, new CalibrationQuantiles(1, 0.5), OK);
    }

    @Test
    void mapsThatAreDrawnSmallerHaveASmallerScale() {
        EvidenceScale scale = calibrated(0.01f, OK).scale().orElseThrow();

        assertThat(scale.floor()).isCloseTo(0.05f, within(1e-6f));
        assertThat(scale.ceiling()).isCloseTo(0.2f, within(1e-6f));
        EvidenceScale any = calibrated(0.01f, EvidenceCalibration.ANY).scale().orElseThrow();
        assertThat(any.floor()).isCloseTo(0.02f, within(1e-6f));
    }
}
