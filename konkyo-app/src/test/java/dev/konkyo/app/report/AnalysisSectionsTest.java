package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.analysis.Additivity;
import dev.konkyo.analysis.ErrorAgreement;
import dev.konkyo.analysis.ErrorAgreement.ClassErrors;
import dev.konkyo.analysis.JudgedPhoto;
import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.PairFindings;
import dev.konkyo.analysis.Robustness;
import dev.konkyo.analysis.Robustness.Change;
import dev.konkyo.analysis.ScoreAgreement;
import dev.konkyo.analysis.Scores;
import dev.konkyo.analysis.Sensitivity;
import dev.konkyo.analysis.Sensitivity.Curve;
import dev.konkyo.analysis.Sensitivity.Order;
import dev.konkyo.faithfulness.Estimate;
import dev.konkyo.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalysisSectionsTest {
    private static Estimate about(double value) {
        return new Estimate(value, value - 0.05, value + 0.05, 20);
    }

    private static Robustness robustness(int... hits) {
        var names = List.of("as it is", "2 x 2", "4 x 4");
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < hits.length / 2; i++) {
            changes.add(new Change(names.get(i), 20, new Pair<>(hits[2 * i], hits[2 * i + 1])));
        }
        return new Robustness(20, 0.5, changes);
    }

    private static ErrorAgreement errors(int... wrong) {
        List<ClassErrors> classes = new ArrayList<>();
        for (int i = 0; i < wrong.length / 2; i++) {
            classes.add(new ClassErrors(i, 10, new Pair<>(wrong[2 * i], wrong[2 * i + 1])));
        }
        return new ErrorAgreement(classes, 20, 3, new Pair<>(0, 1));
    }

    private static Additivity additivity(double first, double near, double far) {
        var points = List.of(new Additivity.Point(1, 1), new Additivity.Point(2, 1.5));
        return new Additivity(
                new Pair<>(about(first), new Estimate(Double.NaN, Double.NaN, Double.NaN, 0)),
                new Pair<>(points, points),
                List.of(
                        new Additivity.Setting(8, 0, new Pair<>(near, Double.NaN), new Pair<>(0.1, 0.2)),
                        new Additivity.Setting(8, 24, new Pair<>(far, Double.NaN), new Pair<>(0.1, 0.2))));
    }

    private static List<Curve> curves(double first, double second) {
        var scores = List.of(1.0, 0.5);
        return List.of(
                new Curve(Order.FIRST, scores, about(first), about(first - 0.8)),
                new Curve(Order.SECOND, scores, about(second), about(second - 0.8)),
                new Curve(Order.LOT, scores, about(0.8), new Estimate(0, 0, 0, 20)));
    }

    private static PairFindings findings(double correlation, Robustness shuffled, ErrorAgreement errors) {
        return new PairFindings(
                new Pair<>("A: one", "B: <two>"),
                List.of("ok", "ng"),
                new ScoreAgreement(
                        about(correlation),
                        List.of(correlation, Double.NaN),
                        about(0.9),
                        List.of(new ScoreAgreement.Point(0, 1, 2), new ScoreAgreement.Point(1, -1, 0.5))),
                shuffled,
                Optional.of(robustness(19, 18, 18, 10)),
                additivity(0.97, 0.6, 0.9),
                errors,
                Optional.of(new Sensitivity(List.of(0.0, 0.5), new Pair<>(curves(0.3, 0.35), curves(0.8, 0.3)))),
                List.of("a <note>"));
    }

    private static final PairFindings USUAL = findings(0.93, robustness(19, 18, 18, 12, 18, 10), errors(1, 2, 2, 2));

    @Test
    void correlationsAreNamedByTheirSize() {
        assertThat(new ScoreAgreementSection(USUAL).sentence())
                .startsWith(
                        "A and B score nearly alike: Pearson's r = 0.93 (0.88 to 0.98) over 20 photos and 2 classes")
                .endsWith("the same label to 90 % of the photos.");
        assertThat(new ScoreAgreementSection(findings(-0.6, USUAL.shuffled(), USUAL.errors())).sentence())
                .contains("against each other");
        assertThat(new ScoreAgreementSection(findings(Double.NaN, USUAL.shuffled(), USUAL.errors())).sentence())
                .contains("nothing correlates");
    }

    @Test
    void shufflingTellsLocalPartsFromShapes() {
        assertThat(new ShuffledSection(USUAL).sentence())
                .contains("A goes from 0.95 to 0.90 and B from 0.90 to 0.50 at 4 x 4 patches")
                .contains("always naming one class gives 0.50")
                .contains("A decides by local parts, wherever they are, B needs the parts where they are");
        assertThat(new ShuffledSection(findings(0.9, robustness(20, 10, 19, 10, 11, 10), USUAL.errors())).sentence())
                .contains("A decides by parts in any order down to 2 x 2, and no further")
                .contains("B is not certainly better than that on the photos as they are");
    }

    @Test
    void texturesTellShapesFromTextures() {
        var judged = new JudgedPhoto(
                Image.filled(8, 8, 1, 2, 3),
                0,
                new Pair<>(new Scores(List.of(1.0, 0.0)), new Scores(List.of(0.0, 1.0))));
        var picture = new TexturePicture("ok/1.png", judged, judged, 0.25);
        var section = new TexturesSection(USUAL, "net", List.of(picture));
        assertThat(section.sentence())
                .contains("A is right on 18 (19 before) and B on 10 (18 before)")
                .contains("A does without the shapes, B needs more than textures")
                .contains("25.0 % of the noise's distance")
                .contains("hardly textures of these photos yet");
        assertThat(section.html()).contains("ok/1.png shows ok; A: ok, B: ng", "data:image/jpeg");
    }

    @Test
    void additivityNamesTheDegreeAndTheDistance() {
        var section = new AdditivitySection(USUAL);
        assertThat(section.sentence("A", Pair::first))
                .startsWith("The score of A is nearly a sum over places")
                .contains("r = 0.97 (0.92 to 1.02)")
                .contains("more so the farther the patches lie apart (0.60 where they touch, 0.90 at 24 pixels)");
        assertThat(section.sentence("B", Pair::second)).startsWith("No mask changes a score of B");
    }

    @Test
    void twoClassesSayNextToNothingOfErrorsAndThreeDo() {
        assertThat(new ErrorAgreementSection(USUAL).sentence())
                .contains("2 classes say next to nothing")
                .contains("both are wrong on 3, A alone on 0 and B alone on 1")
                .contains("far more often than chance would have it");
        assertThat(new ErrorAgreementSection(USUAL).html()).doesNotContain("<svg");
        var three = findings(0.9, USUAL.shuffled(), errors(1, 2, 2, 4, 3, 6));
        assertThat(new ErrorAgreementSection(three).sentence())
                .contains("cannot be told from 3 classes: r = 1.00 over their error rates");
        // r = 0.9 of five classes: atanh 0.9 = 1.4722, less 1.96 / sqrt(2) is 0.0863, whose tanh is 0.086.
        var five = new ErrorAgreementSection(findings(0.9, USUAL.shuffled(), errors(1, 1, 2, 2, 3, 4, 4, 3, 5, 5)));
        assertThat(five.sentence()).contains("The same classes are difficult to both: r = 0.90 (0.09 to 0.99) over");
        // One photo of four that both miss, and one each alone: nothing follows from that.
        var few = new ErrorAgreement(errors(1, 1).classes(), 4, 1, new Pair<>(1, 0));
        assertThat(new ErrorAgreementSection(findings(0.9, USUAL.shuffled(), few)).sentence())
                .contains("cannot be told from 4 photos (Cohen's kappa 0.50");
    }

    @Test
    void fallsThatGoTogetherButAreNotEqualAreNoSum() {
        var points = List.of(new Additivity.Point(1, 0.5), new Additivity.Point(2, 1));
        assertThat(Additivity.slope(points)).isEqualTo(0.5);
        var usual = additivity(0.97, 0.6, 0.9);
        var halved = new Additivity(usual.correlation(), new Pair<>(points, points), usual.settings());
        var findings = new PairFindings(
                USUAL.names(),
                USUAL.labels(),
                USUAL.scores(),
                USUAL.shuffled(),
                USUAL.textures(),
                halved,
                USUAL.errors(),
                USUAL.sensitivity(),
                USUAL.notes());
        assertThat(new AdditivitySection(findings).sentence("A", Pair::first))
                .contains("is no sum over places, though it goes with one: places count for less together")
                .contains("is 0.50 of it");
    }

    @Test
    void whatIsMaskedTellsWhetherBothLookAtTheSamePlaces() {
        var section = new SensitivitySection(USUAL, "gradients");
        assertThat(section.sentence("A", curves(0.3, 0.35), Order.FIRST, Order.SECOND))
                .contains("0.30 by its own evidence, 0.35 by B's, 0.80 by lot")
                .contains("both look at the same places");
        assertThat(section.sentence("B", curves(0.8, 0.3), Order.SECOND, Order.FIRST))
                .contains(
                        "what matters to A takes at most 10 % of what its own evidence takes, so they look at different places");
        assertThat(section.sentence("B", curves(0.6, 0.3), Order.SECOND, Order.FIRST))
                .contains("what matters to A takes 40 % of what its own evidence takes");
        assertThat(section.sentence("B", curves(0.3, 0.8), Order.SECOND, Order.FIRST))
                .contains("its own evidence names the places that its score rests on cannot be told from 20 photos");
    }

    private static Curve vague(Order order, double area, double half) {
        double fall = area - 0.8;
        return new Curve(order, List.of(1.0, 0.5), about(area), new Estimate(fall, fall - half, fall + half, 4));
    }

    @Test
    void fewPhotosProveNothingOfThePlaces() {
        var section = new SensitivitySection(USUAL, "gradients");
        var lot = new Curve(Order.LOT, List.of(1.0, 0.5), about(0.8), new Estimate(0, 0, 0, 4));
        var one = List.of(vague(Order.FIRST, 0.3, Double.NaN), vague(Order.SECOND, 0.8, Double.NaN), lot);
        assertThat(section.sentence("A", one, Order.FIRST, Order.SECOND))
                .contains("whether both look at the same places cannot be told from 4 photos");
        var wide = List.of(vague(Order.FIRST, 0.3, 0.1), vague(Order.SECOND, 0.7, 0.4), lot);
        assertThat(section.sentence("A", wide, Order.FIRST, Order.SECOND))
                .contains("whether what matters to B is better than chance here cannot be told from 4 photos")
                .doesNotContain("different places");
        var near = List.of(
                vague(Order.FIRST, 0.3, 0.1), vague(Order.SECOND, 0.5, 0.2), vague(Order.SALIENCY, 0.28, 0.1), lot);
        assertThat(section.sentence("A", near, Order.FIRST, Order.SECOND))
                .contains(
                        "takes 60 % of what its own evidence takes; whether that is less cannot be told from 4 photos")
                .contains("which of both finds the places better cannot be told from 4 photos");
    }

    @Test
    void theSectionsDrawChartsAndEscapeNames() {
        for (var section : List.of(
                new ScoreAgreementSection(USUAL),
                new ShuffledSection(USUAL),
                new AdditivitySection(USUAL),
                new SensitivitySection(USUAL, "gradients"))) {
            assertThat(section.html())
                    .as(section.title())
                    .contains("<svg", "<figcaption>")
                    .doesNotContain("<two>");
        }
        assertThat(Page.sentence("a note")).isEqualTo("A note.");
    }
}
