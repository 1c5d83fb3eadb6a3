package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;
import dev.konkyo.image.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Photos of 8 x 8 pixels with one bright pixel near a corner, which is the whole score; a blob in the middle knows nothing. */
class StudyTest {
    private static final int SIDE = 8;
    private final LinearModel model = new LinearModel(SIDE, SIDE, ones());
    private final Study study = new Study(
            new Scorer(model, 16),
            List.of(
                    new Contender("true", model.pixels(1), false),
                    new Contender("false", model.pixels(-1), false),
                    new Contender(CentredGaussian.NAME, new CentredGaussian(model, SIDE, SIDE), true),
                    new Contender(RandomMap.NAME, new RandomMap(model, SIDE, SIDE, new SplittableRandom(3)), true)),
            Study.Plan.full((_, _) -> OptionalDouble.of(0.5), 1));

    private static float[] ones() {
        float[] ones = new float[SIDE * SIDE];
        Arrays.fill(ones, 1);
        return ones;
    }

    private Findings findings() {
        var random = new SplittableRandom(4);
        for (int i = 0; i < 12; i++) {
            int place = SIDE * random.nextInt(2) + random.nextInt(2);
            float[] pixels = new float[SIDE * SIDE];
            pixels[place] = 1;
            boolean[] marked = new boolean[SIDE * SIDE];
            marked[place] = true;
            var mask = new Mask(SIDE, SIDE, marked);
            study.decision(LinearModel.red(pixels), 0);
            study.marked(LinearModel.red(pixels), 0, Box.whole(SIDE, SIDE), map -> Located.of(map, mask));
        }
        for (int i = 0; i < 3; i++) {
            study.clean(new float[3 * SIDE * SIDE], 0, Box.whole(400, 400), 400, 400);
        }
        return study.findings();
    }

    @Test
    void theTrueMapWinsAndTheFalseOneIsNamed() {
        var findings = findings();
        assertThat(findings.decisions()).isEqualTo(12);
        assertThat(findings.marked()).isEqualTo(12);
        assertThat(findings.clean()).isEqualTo(3);
        var names = new ArrayList<String>();
        findings.methods().forEach(method -> names.add(method.name()));
        assertThat(names).containsExactly("true", "false", "centred gaussian", "random map");

        var good = findings.methods().getFirst();
        assertThat(good.losses()).isEmpty();
        assertThat(good.warnings()).isEmpty();
        for (String perfect :
                List.of("pxap", "pixel-auroc", "aupimo", "energy-pointing-game", "max-box-acc-v2", "iou")) {
            assertThat(good.value(perfect)).as(perfect).isCloseTo(1, within(1e-9));
        }
        var bad = findings.methods().get(1);
        assertThat(bad.losses())
                .extracting(Loss::measure, Loss::baseline, Loss::certain)
                .contains(tuple("deletion", "centred gaussian", true), tuple("deletion", "random map", true));
        assertThat(bad.warnings()).anyMatch(words -> words.startsWith("loses to the centred gaussian on deletion"));
        assertThat(findings.judged()).hasSize(2);
    }

    @Test
    void everyMeasureHasANumberAndAnExplanation() {
        var findings = findings();
        assertThat(findings.measures()).extracting(Measure::name).doesNotHaveDuplicates();
        for (var measure : findings.measures()) {
            assertThat(measure.meaning()).endsWith(".");
            for (var method : findings.methods()) {
                assertThat(method.numbers()).containsKey(measure.name());
            }
        }
        assertThat(findings.methods().getFirst().curves()).containsKeys("deletion", "insertion-inpainted");
        assertThat(findings.methods()
                        .getFirst()
                        .curves()
                        .getOrDefault("deletion", List.of())
                        .getFirst())
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void overlapIsMeasuredWhereTheScaleWasAndHeldAgainstNoBaseline() {
        assertThat(findings().measures())
                .filteredOn(measure -> measure.name().equals("iou"))
                .extracting(Measure::contest)
                .containsExactly(Measure.Contest.NONE);
        var some = new Study(
                new Scorer(model, 16),
                List.of(
                        new Contender("measured", model.pixels(1), false),
                        new Contender("other", model.pixels(1), false)),
                Study.Plan.quick(
                        (name, _) -> name.equals("measured") ? OptionalDouble.of(0.5) : OptionalDouble.empty(), 1));
        boolean[] first = new boolean[SIDE * SIDE];
        first[0] = true;
        float[] pixels = new float[SIDE * SIDE];
        pixels[0] = 1;
        var mask = new Mask(SIDE, SIDE, first);
        some.marked(LinearModel.red(pixels), 0, Box.whole(SIDE, SIDE), map -> Located.of(map, mask));
        var found = some.findings();
        assertThat(found.methods().getFirst().value("iou")).isEqualTo(1);
        assertThat(found.methods().getLast().number("iou")).isEmpty();
        assertThat(found.notes()).anyMatch(note -> note.startsWith("no iou for other: "));
    }

    @Test
    void withoutMasksOnlyDecisionsAreTested() {
        study.decision(LinearModel.red(ones()), 0);
        var findings = study.findings();
        assertThat(findings.measures())
                .extracting(Measure::name)
                .contains("deletion")
                .doesNotContain("pxap");
        assertThat(findings.notes()).containsExactly("intervals of fewer than 10 photos are too narrow; take more");
    }

    @Test
    void aFailedSanityCheckIsSaidFirst() {
        var check = new SanityCheck(List.of(new SanityCheck.Step("all", 0.1, 0.9, 0.8, 4, 0.01, 0.01)));
        var bad = findings().methods().get(1).with(check);
        assertThat(bad.warnings().getFirst())
                .startsWith("fails the sanity check")
                .contains("0.90");
        var none = new SanityCheck(List.of(new SanityCheck.Step("all", 0, 0, 0, 0, 1, 1)));
        assertThat(findings().methods().getFirst().with(none).warnings())
                .containsExactly(
                        "has no verdict of the sanity check: its maps, or those of a model that forgot, are constant");
        var small = new SanityCheck(List.of(new SanityCheck.Step("all", 0.1, 0.6, 0.8, 4, 0.23, 0.01)));
        assertThat(findings().methods().getFirst().with(small).warnings())
                .singleElement()
                .asString()
                .startsWith("has no verdict of the sanity check: a rank correlation of 0.60 without sign")
                .contains("by chance in 23 of 100 cases");
        var tiny = new SanityCheck(List.of(new SanityCheck.Step("all", 0.1, 0.9, 0.8, 4, 0.3, 0.08)));
        assertThat(findings().methods().getFirst().with(tiny).warnings())
                .singleElement()
                .asString()
                .startsWith("has no verdict of the sanity check: its maps have so few different places");
    }

    @Test
    void aMethodWithoutMapsOfOkPhotosHasFewerNumbersAndTheReasonIsNoted() {
        var shy = new Study(
                new Scorer(model, 16),
                List.of(
                        new Contender("shy", new ShyMethod(model.pixels(1)), false),
                        new Contender(CentredGaussian.NAME, new CentredGaussian(model, SIDE, SIDE), true)),
                Study.Plan.quick((_, _) -> OptionalDouble.of(0.5), 1));
        boolean[] first = new boolean[SIDE * SIDE];
        first[0] = true;
        var mask = new Mask(SIDE, SIDE, first);
        float[] pixels = new float[SIDE * SIDE];
        pixels[0] = 1;
        shy.marked(LinearModel.red(pixels), 0, Box.whole(SIDE, SIDE), map -> Located.of(map, mask));
        shy.clean(new float[3 * SIDE * SIDE], 1, Box.whole(400, 400), 400, 400);
        var findings = shy.findings();
        assertThat(findings.clean()).isEqualTo(1);
        assertThat(findings.measures()).extracting(Measure::name).contains("aupimo", "pixel-auroc");
        assertThat(findings.methods().getFirst().number("aupimo")).isEmpty();
        assertThat(findings.methods().getFirst().value("pixel-auroc")).isEqualTo(1);
        assertThat(findings.methods().getLast().number("aupimo")).isPresent();
        assertThat(findings.notes().getFirst()).startsWith("shy explains the highest score alone");
        // One photo proves nothing of others.
        assertThat(findings.methods().getFirst().losses()).noneMatch(Loss::certain);
    }

    @Test
    void aMethodThatFailsOnAChangedPhotoOrAMarkedOneLeavesGapsAndNoHalves() {
        var calls = new int[1];
        var method = model.pixels(1);
        // Of each photo it explains the first version and, of every other, no changed one.
        EvidenceMethod faltering = (images, target) -> {
            if (images.floatBuffer().get(1) == 0.5f
                    || (calls[0] == 1 && images.floatBuffer().get(1) != 1)) {
                throw new IllegalArgumentException("not finite");
            }
            return method.explain(images, target);
        };
        var halting = new Study(
                new Scorer(model, 16),
                List.of(
                        new Contender("faltering", faltering, false),
                        new Contender(CentredGaussian.NAME, new CentredGaussian(model, SIDE, SIDE), true)),
                Study.Plan.full((_, _) -> OptionalDouble.of(0.5), 1));
        boolean[] first = new boolean[SIDE * SIDE];
        first[0] = true;
        var mask = new Mask(SIDE, SIDE, first);
        for (int i = 0; i < 2; i++) {
            calls[0] = i;
            halting.decision(LinearModel.red(ones()), 0);
        }
        float[] pixels = ones();
        calls[0] = 0;
        halting.marked(LinearModel.red(pixels), 0, Box.whole(SIDE, SIDE), map -> Located.of(map, mask));
        float[] bad = ones();
        bad[1] = 0.5f;
        halting.decision(LinearModel.red(bad), 0);
        halting.marked(LinearModel.red(bad), 0, Box.whole(SIDE, SIDE), map -> Located.of(map, mask));

        var findings = halting.findings();
        assertThat(findings.decisions()).isEqualTo(3);
        var faltered = findings.methods().getFirst();
        assertThat(faltered.value("deletion")).isNotNaN();
        assertThat(faltered.value("pixel-auroc")).isNotNaN();
        assertThat(findings.notes())
                .anyMatch(note -> note.startsWith("faltering could not explain 1 of the 2 marked photos"))
                .anyMatch(note -> note.startsWith("faltering could not explain 1 of the 3 tested decisions"))
                .anyMatch(
                        note -> note.startsWith("adcc, coherency, max-sensitivity of faltering: 1 of the 2 decisions"));
    }

    /** Explains class 0 and refuses any other. */
    private record ShyMethod(EvidenceMethod method) implements EvidenceMethod {
        @Override
        public Evidence explain(TensorData images, Target target) {
            if (!target.equals(new Target.Label(0))) {
                throw new GraphException("speaks of class 0 only");
            }
            return method.explain(images, target);
        }
    }
}
