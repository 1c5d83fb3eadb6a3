package dev.konkyo.torch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.AblationCam;
import dev.konkyo.evidence.Cam;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.GradCam;
import dev.konkyo.evidence.HiResCam;
import dev.konkyo.evidence.LayerCam;
import dev.konkyo.evidence.Likeness;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.Target;
import dev.konkyo.evidence.XGradCam;
import dev.konkyo.graph.Resolutions;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every listed method promises, on a network that has learnt to find coloured patches. */
final class EvidenceMethodsConformanceTest {
    private static final Target RED = new Target.Label(0);
    private static final Target BLUE = new Target.Label(2);

    /** They show what the network responds to, whatever is asked. */
    private static final Set<String> BLIND_TO_THE_TARGET = Set.of("eigen-cam", "kpca-cam");

    /** They show how much, not in which direction, so that the other class's patch counts too. */
    private static final Set<String> WITHOUT_DIRECTION = Set.of("smooth-grad", "guided-backpropagation");

    private static final Model MODEL = PlantedPatches.trained();
    private static final TorchClassifier TORCH = new TorchClassifier(MODEL);
    private static final RuntimeClassifier RUNTIME = new RuntimeClassifier(MODEL, RuntimeOptions.sharing(1));
    private static final TensorData PHOTO = PlantedPatches.redAndBlue();

    @AfterAll
    static void close() {
        TORCH.close();
        RUNTIME.close();
    }

    static Stream<MethodEntry> methods() {
        // The network has no evidence outputs of its own.
        return EvidenceMethods.all().stream().filter(entry -> !entry.name().equals("faster-grad-cam"));
    }

    private static EvidenceMethod made(MethodEntry entry) {
        return entry.make(entry.needs() == Needs.GRADIENTS ? TORCH : RUNTIME, PlantedPatches.LAYER);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void mapsAreFiniteOfTheLayersOrThePhotosSizeAndTheSameTwice(MethodEntry entry) {
        Evidence evidence = made(entry).explain(PHOTO, RED);
        Shape shape = evidence.maps().shape();

        assertThat(shape.at(0)).isEqualTo(1);
        assertThat(List.of(8, 16, 32)).contains(shape.at(1)).contains(shape.at(2));
        for (float value : evidence.map(0)) {
            assertThat(value).isFinite();
        }
        assertThat(evidence.logits().shape()).isEqualTo(Shape.of(1, 3));
        assertThat(made(entry).explain(PHOTO, RED).map(0)).isEqualTo(evidence.map(0));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void evidenceLiesOnThePatchThatIsAskedFor(MethodEntry entry) {
        Evidence red = made(entry).explain(PHOTO, RED);
        Evidence blue = made(entry).explain(PHOTO, BLUE);
        double redShare = PlantedPatches.upperLeft(red.map(0), red.height(), red.width());
        double blueShare = PlantedPatches.upperLeft(blue.map(0), blue.height(), blue.width());

        if (BLIND_TO_THE_TARGET.contains(entry.name())) {
            assertThat(red.map(0)).isEqualTo(blue.map(0));
        } else if (WITHOUT_DIRECTION.contains(entry.name())) {
            assertThat(red.map(0)).isNotEqualTo(blue.map(0));
        } else {
            assertThat(redShare).as("red evidence on the red quarter").isGreaterThan(blueShare + 0.1);
        }
    }

    /** On a scale of parts of a score only parts of it are drawn; gradients and changes of a cosine are none. */
    @ParameterizedTest
    @MethodSource("methods")
    void theUnitSaysWhatTheMapIsOf(MethodEntry entry) {
        assertThat(made(entry).explain(PHOTO, RED).unit())
                .isEqualTo(
                        switch (entry.name()) {
                            case "rise", "occlusion" -> Unit.PROBABILITY;
                            case "eigen-cam", "score-cam" -> Unit.ACTIVATION;
                            case "kpca-cam" -> Unit.RELATIVE;
                            default -> Unit.SCORE;
                        });
        Model cosines = new Model(MODEL.graph(), MODEL.weights(), MODEL.card().withScores(ScoreKind.COSINE));
        try (var torch = new TorchClassifier(cosines)) {
            Evidence evidence = entry.make(torch, PlantedPatches.LAYER).explain(PHOTO, RED);
            assertThat(evidence.unit())
                    .isEqualTo(
                            switch (entry.name()) {
                                case "cam" -> Unit.COSINE;
                                case "rise",
                                        "occlusion",
                                        "ablation-cam",
                                        "recipro-cam",
                                        "deep-feature-factorization",
                                        "integrated-gradients" -> Unit.COSINE_CHANGE;
                                case "eigen-cam", "score-cam" -> Unit.ACTIVATION;
                                case "kpca-cam" -> Unit.RELATIVE;
                                default -> Unit.COSINE_GRADIENT;
                            });
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void bothEnginesGiveTheSame(MethodEntry entry) {
        if (entry.needs() != Needs.GRADIENTS) {
            float[] first = entry.make(RUNTIME, PlantedPatches.LAYER)
                    .explain(PHOTO, RED)
                    .map(0);
            float[] second =
                    entry.make(TORCH, PlantedPatches.LAYER).explain(PHOTO, RED).map(0);
            assertThat(first).containsExactly(second, within(2e-3f));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aPhotoOfOneColourGivesAFiniteMap(MethodEntry entry) {
        for (float colour : new float[] {0, 0.4f}) {
            float[] pixels = new float[3 * 32 * 32];
            Arrays.fill(pixels, colour);
            TensorData even = TensorData.ofFloats(Shape.of(1, 3, 32, 32), pixels);
            for (float value : made(entry).explain(even, new Target.Predicted()).map(0)) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void whereTheHeadIsALinearMeanTheFamilyAgrees() {
        for (Target target : List.of(RED, BLUE, new Target.Contrast(0, 2))) {
            float[] cam =
                    new Cam(TORCH, PlantedPatches.LAYER).explain(PHOTO, target).map(0);
            float[] positive = new GradCam(TORCH, PlantedPatches.LAYER)
                    .explain(PHOTO, target)
                    .map(0);
            assertThat(new HiResCam(TORCH, PlantedPatches.LAYER)
                            .explain(PHOTO, target)
                            .map(0))
                    .containsExactly(cam, within(1e-4f));
            assertThat(new XGradCam(TORCH, PlantedPatches.LAYER)
                            .explain(PHOTO, target)
                            .map(0))
                    .containsExactly(positive, within(1e-3f));
            assertThat(new AblationCam(RUNTIME, PlantedPatches.LAYER)
                            .explain(PHOTO, target)
                            .map(0))
                    .containsExactly(positive, within(2e-3f));
        }
    }

    @Test
    void layerCamTakesTheLastValueOfEachResolution() {
        assertThat(Resolutions.upTo(MODEL.graph(), PlantedPatches.LAYER, 3))
                .hasSize(2)
                .last()
                .isEqualTo(PlantedPatches.LAYER);
        Evidence fused = EvidenceMethods.named("layer-cam")
                .make(TORCH, PlantedPatches.LAYER)
                .explain(PHOTO, RED);
        assertThat(fused.height()).isEqualTo(16);
        assertThat(new LayerCam(TORCH, List.of(PlantedPatches.LAYER))
                        .explain(PHOTO, RED)
                        .height())
                .isEqualTo(8);
    }

    @Test
    void likenessToAPhotoLiesOnWhatBothHaveInCommon() {
        Image red = PlantedPatches.picture(0);
        try (RuntimeClassifier embedding =
                new RuntimeClassifier(Likeness.embedding(MODEL), RuntimeOptions.sharing(1))) {
            Model alike = Likeness.to(red, "red.png", MODEL, embedding);
            try (TorchClassifier classifier = new TorchClassifier(alike)) {
                Preprocessing preprocessing = MODEL.card().preprocessing();
                TensorData itself = TensorData.ofFloats(Shape.of(1, 3, 32, 32), preprocessing.apply(red));
                TensorData other =
                        TensorData.ofFloats(Shape.of(1, 3, 32, 32), preprocessing.apply(PlantedPatches.picture(2)));
                assertThat(classifier.logits(itself).toFloats()[Likeness.LABEL]).isCloseTo(1, within(1e-4f));
                assertThat(classifier.logits(other).toFloats()[Likeness.LABEL]).isLessThan(0.9f);

                // The red patch is what both photos have in common. At so high a cosine gradients only say what is
                // still missing.
                Evidence evidence = new AblationCam(classifier, PlantedPatches.LAYER)
                        .explain(PHOTO, new Target.Label(Likeness.LABEL));
                assertThat(PlantedPatches.upperLeft(evidence.map(0), evidence.height(), evidence.width()))
                        .isGreaterThan(0.85);
            }
        }
    }
}
