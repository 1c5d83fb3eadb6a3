package dev.konkyo.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import org.junit.jupiter.api.Test;

/** Photos here are four numbers: the evidence for NG in two places and for OK in two places; the larger sum decides. */
final class EvidenceCalibrationTest {
    private static final int NG = 0;
    private static final int OK = 1;

    private record Read(float factor) implements EvidenceMethod {
        @Override
        public Evidence explain(TensorData image, Target target) {
            float[] values = image.toFloats();
            TensorData logits = TensorData.ofFloats(Shape.of(1, 2), values[0] + values[1], values[2] + values[3]);
            int label = target.weights(logits).toFloats()[NG] == 1 ? NG : OK;
            float[] map = {factor * values[2 * label], factor * values[2 * label + 1]};
            return new Evidence(logits, TensorData.ofFloats(Shape.of(1, 1, 2), map), Unit.SCORE);
        }
    }

    private static TensorData photo(double... values) {
        float[] floats = new float[4];
        for (int i = 0; i < 4; i++) {
            floats[i] = (float) values[i];
        }
        return TensorData.ofFloats(Shape.of(1, 1, 1, 4), floats);
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
    void withoutAGoodClassOnlyForeignEvidenceSetsTheFloor() {
        // Foreign places: 0, 1, 2, 0 for NG and 1, 0, 0, 2, 0, 0 for OK; peaks of all five photos.
        assertThat(calibrated(1, EvidenceCalibration.ANY).scale().orElseThrow()).isEqualTo(new EvidenceScale(2, 10));
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
