package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.faithfulness.CentredGaussian;
import dev.konkyo.faithfulness.Estimate;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.Loss;
import dev.konkyo.faithfulness.Measure;
import dev.konkyo.faithfulness.MethodFindings;
import dev.konkyo.faithfulness.SanityCheck;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.PhotoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaithfulnessSectionTest {
    private static final Measure DELETION = new Measure(
            "deletion",
            Measure.Subject.DECISION,
            Measure.Better.LOWER,
            Measure.Contest.BASELINES,
            "0 to 1",
            "What it means.",
            "Somebody 2018");

    private static MethodFindings method(String name, boolean baseline, double value, Loss... losses) {
        return new MethodFindings(
                name,
                baseline,
                Map.of("deletion", new Estimate(value, value - 0.1, value + 0.1, 8)),
                Map.of("deletion", List.of(1.0, value, 0.0)),
                3.25,
                List.of(losses),
                Optional.empty());
    }

    private static String html(MethodFindings... methods) {
        return section(methods).html();
    }

    private static FaithfulnessSection section(MethodFindings... methods) {
        return new FaithfulnessSection(findings(List.of("a <note>"), methods));
    }

    private static Findings findings(List<String> notes, MethodFindings... methods) {
        return new Findings(List.of(DELETION), List.of(methods), 8, 0, 0, notes);
    }

    /** One with two methods, for pages. */
    static FaithfulnessSection section() {
        return section(method("cam", false, 0.3), method(CentredGaussian.NAME, true, 0.5));
    }

    @Test
    void aGoodMethodIsNotRed() {
        assertThat(html(method("cam", false, 0.3), method(CentredGaussian.NAME, true, 0.5)))
                .contains("deletion ↓", "0.300", "0.200 to 0.400", "8 decisions", "3.3", "A &lt;note&gt;.", "<svg")
                .doesNotContain("class=\"wrong\"");
    }

    @Test
    void aLossAndAFailedCheckAreSaidInRedAndNothingIsHidden() {
        var bad = method("cam", false, 0.7, new Loss("deletion", CentredGaussian.NAME, true))
                .with(new SanityCheck(List.of(new SanityCheck.Step("classes", -0.95, 0.95, 0.9, 4, 0.01, 0.01))));
        assertThat(html(bad, method(CentredGaussian.NAME, true, 0.5)))
                .contains("<p class=\"wrong\">cam fails the sanity check")
                .contains("loses to the centred gaussian on deletion")
                .contains("<td class=\"wrong\">0.700<br>", "loses to the centre")
                .contains("<td class=\"wrong\">fails</td>");
    }

    @Test
    void withoutMethodsThereIsNoSection() {
        assertThat(html(method(CentredGaussian.NAME, true, 0.5))).isEmpty();
    }

    private static Trust tested(String note, MethodFindings... methods) {
        return new Trust.Tested(findings(List.of("a <note>", note), methods));
    }

    @Test
    void networksStandBesideTheirOwnBaselinesAndOneThatWasNotTestedSaysWhy() {
        Map<String, Trust> networks = new LinkedHashMap<>();
        networks.put("good", tested("only good", method("cam", false, 0.3), method(CentredGaussian.NAME, true, 0.5)));
        networks.put(
                "poor",
                tested(
                        "only poor",
                        method("grad-cam", false, 0.7, new Loss("deletion", CentredGaussian.NAME, true)),
                        method(CentredGaussian.NAME, true, 0.4)));
        networks.put("odd", new Trust.Untested("it has no <layer>"));
        var html = new TrustSection(networks).html();
        assertThat(html)
                .contains("on the same 8 photos", "deletion ↓")
                .containsSubsequence(
                        ">good: cam<",
                        "0.300",
                        ">good: centred gaussian<",
                        "0.500",
                        ">poor: grad-cam<",
                        "<td class=\"wrong\">0.700<br>",
                        "loses to the centre",
                        "0.400")
                .contains("<p class=\"wrong\">poor: grad-cam loses to the centred gaussian on deletion.</p>")
                .contains("Good: only good.", "Poor: only poor.", "odd: not measured: it has no &lt;layer&gt;.")
                .containsOnlyOnce("A &lt;note&gt;.");
        assertThat(new TrustSection(Map.of("odd", new Trust.Untested("none"))).html())
                .contains("odd: not measured: none.")
                .doesNotContain("<table>");
        assertThat(new TrustSection(Map.of()).html()).isEmpty();
    }

    @Test
    void aReportOfAModelThatCannotBeTestedSaysSo(@TempDir Path folder) {
        var evaluation = SampleEvaluations.of(2, 3, folder);
        var pictures = new JudgementPictures(PhotoReader.standard(), EvidenceScale.uncalibrated(Unit.SCORE), 96);
        assertThat(titles(evaluation, pictures)).doesNotContain(FaithfulnessSection.TITLE);
        var untested = evaluation.with(new Trust.Untested("no layer has places"));
        assertThat(untested.faithfulness()).isEmpty();
        assertThat(new EvaluationSections(SampleEvaluations.card(2), untested, pictures).all())
                .filteredOn(section -> section.title().equals(FaithfulnessSection.TITLE))
                .singleElement()
                .extracting(Section::html)
                .asString()
                .contains("Not measured: no layer has places.");
    }

    private static List<String> titles(Evaluation evaluation, JudgementPictures pictures) {
        return new EvaluationSections(SampleEvaluations.card(2), evaluation, pictures)
                .all().stream().map(Section::title).toList();
    }

    @Test
    void photosAreSpreadOverTheFolderAndOkPhotosComeFromClassesWithoutMasks() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int label = i / 10;
            Optional<Path> mask = label == 0 && i > 0 ? Optional.of(Path.of("mask" + i)) : Optional.empty();
            samples.add(new Sample(Path.of("photo" + i), label, mask, Part.TEST));
        }
        var data = new Dataset(Path.of("data"), List.of("ng", "ok", "unknown"), samples, List.of(), List.of());
        var photos = FaithfulnessPhotos.of(data, 2, 5);
        assertThat(photos.decisions()).extracting(Sample::label).containsExactly(0, 0, 1, 1, 2);
        assertThat(photos.marked()).hasSize(5).allMatch(sample -> sample.mask().isPresent());
        assertThat(photos.clean()).hasSize(5).allMatch(sample -> sample.label() == 1);
        assertThat(photos.markedLabels()).containsExactly(0);
        assertThat(photos.notes())
                .singleElement()
                .asString()
                .startsWith("1 photos of classes with masks or boxes have none");
        assertThat(photos.count()).isEqualTo(15);
    }
}
