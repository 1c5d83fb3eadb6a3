package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalesTest {
    private static final EvidenceScale OWN = new EvidenceScale(0.2f, 0.7f);
    private static final ModelCard PLAIN = ModelCard.of("net", List.of("a", "b"), Preprocessing.stretched(8, 8))
            .withScores(ScoreKind.COSINE);
    private static final ModelCard SCALED = PLAIN.withEvidenceScale(OWN, Unit.COSINE);

    @Test
    void aScaleServesTheEvidenceThatItWasMeasuredOn() {
        assertThat(SCALED.evidenceUnit())
                .as("the unit of the scores needs no word")
                .isNull();
        assertThat(Scales.of(SCALED, Unit.COSINE)).isEqualTo(OWN);
        assertThat(Scales.of(SCALED, Unit.COSINE_GRADIENT)).isEqualTo(new EvidenceScale(0.01f, 0.1f));
        assertThat(Scales.missing(SCALED, Unit.COSINE, "cam")).isEmpty();
        assertThat(Scales.missing(SCALED, Unit.COSINE_GRADIENT, "grad-cam, layer-cam"))
                .hasValue(
                        "no calibrated scale for grad-cam, layer-cam: evidence is drawn from 0.01 to 0.1 gradient of the"
                                + " cosine, the same for all models; the model's own, 0.2 to 0.7 cosine, is of other evidence");

        var gradient = PLAIN.withEvidenceScale(OWN, Unit.COSINE_GRADIENT);
        assertThat(Scales.of(gradient, Unit.COSINE_GRADIENT)).isEqualTo(OWN);
        assertThat(Scales.of(gradient, Unit.COSINE)).isEqualTo(EvidenceScale.uncalibrated(Unit.COSINE));
        assertThat(Scales.words(gradient)).isEqualTo("0.2 to 0.7 gradient of the cosine");
        assertThat(Scales.missing(gradient, Unit.COSINE, "cam").orElseThrow())
                .contains("no calibrated scale for cam", "0.2 to 0.7 gradient of the cosine, is of other evidence");
    }

    @Test
    void aModelWithoutAScaleSaysHowToFindItsOwn() {
        assertThat(Scales.missing(PLAIN, Unit.COSINE, "cam"))
                .hasValue("no calibrated scale: evidence is drawn from 0.1 to 0.8 cosine, the same for all models;"
                        + " konkyo calibrate MODEL DATA finds this one's");
        assertThat(Scales.missing(PLAIN, Unit.ACTIVATION, "eigen-cam"))
                .hasValue(
                        "no calibrated scale for eigen-cam: evidence is drawn from 0.1 to 2 activation, the same for all"
                                + " models");
        assertThat(Scales.words(PLAIN)).startsWith("no calibrated scale: evidence is drawn from 0.1 to 0.8 cosine");
    }
}
