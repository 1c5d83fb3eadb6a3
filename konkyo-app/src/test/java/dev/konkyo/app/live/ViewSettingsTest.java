package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.model.Prediction;
import dev.konkyo.model.Thresholds;
import java.awt.Graphics2D;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ViewSettingsTest {
    private static final ViewSettings STANDARD = ViewSettings.standard();

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void anEvidenceThresholdOutsideTheScaleIsRefused(double value) {
        assertThatThrownBy(() -> STANDARD.withEvidenceThreshold(value)).hasMessageContaining("[0, 1]");
    }

    @Test
    void stepsAreTwentiethsAndEndAtTheRange() {
        assertThat(STANDARD.evidenceMoved(1).evidenceThreshold()).isEqualTo(0.55);
        assertThat(STANDARD.evidenceMoved(100).evidenceThreshold()).isEqualTo(1);
        assertThat(STANDARD.evidenceMoved(-100).evidenceThreshold()).isZero();
        assertThat(STANDARD.withEvidenceThreshold(0.333).evidenceMoved(1).evidenceThreshold())
                .isCloseTo(0.4, within(1e-12));
    }

    @Test
    void theDecisionsThresholdStartsFromTheModelsOwn() {
        assertThat(STANDARD.decisionMoved(1, Sketches.THRESHOLDING).threshold()).isEqualTo(OptionalDouble.of(0.05));
        var cosine = Sketches.CARD.withScores(ScoreKind.COSINE);
        assertThat(STANDARD.decisionMoved(-1, new Thresholding.OfScores(cosine)).threshold())
                .isEqualTo(OptionalDouble.of(-1));
        var own = new Thresholding.OfScores(cosine.withThresholds(new Thresholds(List.of(0.2f, 0.4f), "test")));
        assertThat(STANDARD.decisionMoved(1, own).threshold()).isEqualTo(OptionalDouble.of(0.35));
        assertThat(STANDARD.threshold(own, 1).getAsDouble()).isCloseTo(0.4, within(1e-6));
    }

    @Test
    void belowTheThresholdAFrameIsUnknown() {
        var prediction = new Prediction(0, List.of("ng", "ok"), List.of(0.6f, 0.4f));
        var strict = new ViewSettings(ViewMode.BOXES, OptionalDouble.of(0.65), 0.5);

        assertThat(strict.applied(prediction, Sketches.THRESHOLDING).label()).isEqualTo(Prediction.UNKNOWN);
        assertThat(STANDARD.applied(prediction, Sketches.THRESHOLDING).label()).isEqualTo("ng");
        var exact = new ViewSettings(ViewMode.BOXES, OptionalDouble.of(0.6), 0.5);
        assertThat(exact.applied(prediction, Sketches.THRESHOLDING).label()).isEqualTo("ng");
    }

    /** Of an imported memory's two scores the first is the threshold, 0.25 in the graph, and keys move it. */
    @Test
    void aThresholdBetweenTwoLabelsMovesTheDecision() {
        var card = ModelCard.of("imported", List.of("gu", "pa"), Preprocessing.stretched(8, 8))
                .withScores(ScoreKind.COSINE);
        var imported = new Thresholding.BetweenLabels(card, 0.25);
        var above = new Prediction(1, card.labels(), List.of(0.25f, 0.28f));

        assertThat(STANDARD.applied(above, imported)).isEqualTo(above);
        assertThat(STANDARD.threshold(imported, 1)).isEqualTo(OptionalDouble.of(0.25));
        var up = STANDARD.decisionMoved(1, imported);
        assertThat(up.threshold()).isEqualTo(OptionalDouble.of(0.3));
        assertThat(up.applied(above, imported)).isEqualTo(new Prediction(0, card.labels(), List.of(0.3f, 0.28f)));
        assertThat(up.applied(above, imported).label()).isEqualTo("gu");
        var down = STANDARD.decisionMoved(-1, imported);
        var below = new Prediction(0, card.labels(), List.of(0.25f, 0.21f));
        assertThat(down.applied(below, imported).label()).isEqualTo("pa");
        var exact = new Prediction(1, card.labels(), List.of(0.25f, 0.3f));
        assertThat(up.applied(exact, imported).label())
                .as("the threshold must be exceeded")
                .isEqualTo("gu");
    }

    @Test
    void theEvidenceThresholdHasAValueOnTheModelsScale() {
        assertThat(STANDARD.withEvidenceThreshold(0.25).evidenceValue(new EvidenceScale(2, 10)))
                .isEqualTo(4);
    }

    @Test
    void keysChangeTheSettingsAndEndTheWatch() {
        var settings = new AtomicReference<>(STANDARD);
        var panel = new ViewPanel(settings, Sketches.THRESHOLDING);

        Sketches.press(panel, KeyEvent.VK_M);
        assertThat(now(settings).mode()).isEqualTo(ViewMode.BOXES);
        Sketches.press(panel, KeyEvent.VK_RIGHT);
        Sketches.press(panel, KeyEvent.VK_RIGHT);
        Sketches.press(panel, KeyEvent.VK_LEFT);
        assertThat(now(settings).evidenceThreshold()).isEqualTo(0.55);
        Sketches.press(panel, KeyEvent.VK_UP);
        Sketches.press(panel, KeyEvent.VK_UP);
        Sketches.press(panel, KeyEvent.VK_DOWN);
        assertThat(now(settings).threshold()).isEqualTo(OptionalDouble.of(0.05));
        Sketches.press(panel, KeyEvent.VK_M);
        assertThat(now(settings).mode()).isEqualTo(ViewMode.HEATMAP);
        Sketches.press(panel, KeyEvent.VK_X);
        assertThat(panel.quit()).isFalse();
        Sketches.press(panel, KeyEvent.VK_Q);
        assertThat(panel.quit()).isTrue();
    }

    private static ViewSettings now(AtomicReference<ViewSettings> settings) {
        return Objects.requireNonNull(settings.get());
    }

    @Test
    void thePictureIsShownAsLargeAsFitsInTheMiddle() {
        var panel = new ViewPanel(new AtomicReference<>(STANDARD), Sketches.THRESHOLDING);
        var picture = new BufferedImage(20, 10, BufferedImage.TYPE_3BYTE_BGR);
        var red = picture.createGraphics();
        red.setColor(java.awt.Color.RED);
        red.fillRect(0, 0, 20, 10);
        red.dispose();
        panel.show(picture);
        panel.setSize(40, 40);
        var shown = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = shown.createGraphics();
        panel.paint(graphics);
        graphics.dispose();

        assertThat(shown.getRGB(20, 5) & 0xffffff).isEqualTo(0x0B0D10);
        assertThat(shown.getRGB(1, 11) & 0xffffff).isEqualTo(0xff0000);
        assertThat(shown.getRGB(38, 28) & 0xffffff).isEqualTo(0xff0000);
        assertThat(shown.getRGB(20, 35) & 0xffffff).isEqualTo(0x0B0D10);
    }
}
