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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
        return new FaithfulnessSection(new Findings(List.of(DELETION), List.of(methods), 8, 0, 0, List.of("a <note>")));
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
                .with(new SanityCheck(List.of(new SanityCheck.Step("classes", 0.95, 0.9))));
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
