package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricHeadCommandTest {
    @TempDir
    Path folder;

    private Run train(String run, Path data, Object... more) {
        var output = folder.resolve(run);
        return Run.of(
                List.of(
                        "train",
                        data,
                        "--output",
                        output,
                        "--network",
                        Samples.NETWORK,
                        "--image-size=48",
                        "--batch=8",
                        "--threads=1",
                        "--seed=3"),
                more);
    }

    @Test
    void arcFaceFromPhotosToAnUnknownOne() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 30, 1);
        var trained = train(
                "run",
                data,
                "--head",
                "arcface",
                "--embedding",
                16,
                "--epochs",
                12,
                "--scale",
                2,
                "--margin",
                0.2,
                "--rate",
                0.005);
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.errLines()).anyMatch(line -> line.matches(".*epoch 2: .*; mean off-class cosine -?\\d.*"));
        assertThat(Files.readAllLines(folder.resolve("run/metrics.csv")).getFirst())
                .endsWith("off_class_cosine,cosine_scale");
        var model = folder.resolve("run/model.onnx");
        assertThat(ModelFile.read(model).model().card().scores()).isEqualTo(ScoreKind.COSINE);

        var unknown = folder.resolve("test/unknown");
        Samples.shapes(folder.resolve("test"), 6, 2);
        for (int i = 0; i < 2; i++) {
            Samples.png(noise(i), unknown.resolve(i + ".png"));
        }
        var evaluated = Run.konkyo("evaluate", model, folder.resolve("test"), "--threads", 1, "--json");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        var line = evaluated.json().getFirst();
        assertThat(line.get("labels").toString()).isEqualTo("[\"disc\",\"square\",\"unknown\"]");
        assertThat(line.get("images").asInt()).isEqualTo(14);
        assertThat(line.get("confusion").size()).isEqualTo(3);
        assertThat(line.get("perClass").get("unknown").get("support").asInt()).isEqualTo(2);

        // What the model tells apart, whatever few photos made of its thresholds: all 12 shapes but one, and 2 of
        // noise.
        var lenient =
                Run.konkyo("evaluate", model, folder.resolve("test"), "--threads", 1, "--json", "--threshold", -1);
        assertThat(lenient.json().getFirst().get("accuracy").asDouble())
                .as(lenient.out())
                .isGreaterThan(0.78);
        // Thresholds take answers away and change none.
        for (int truth = 0; truth < 3; truth++) {
            for (int said = 0; said < 2; said++) {
                assertThat(line.at("/confusion/" + truth + "/" + said).asInt())
                        .isLessThanOrEqualTo(lenient.json()
                                .getFirst()
                                .at("/confusion/" + truth + "/" + said)
                                .asInt());
            }
            assertThat(lenient.json()
                            .getFirst()
                            .at("/confusion/" + truth + "/2")
                            .asInt())
                    .isZero();
        }

        // Above every cosine that there is, everything is unknown; below, nothing.
        var strict = Run.konkyo("evaluate", model, folder.resolve("test"), "--threads", 1, "--json", "--threshold", 1);
        assertThat(strict.json().getFirst().get("confusion").toString()).isEqualTo("[[0,0,6],[0,0,6],[0,0,2]]");
        var explained = Run.konkyo(
                "explain", model, unknown, "--threads", 1, "--json", "--threshold", 0.999, "--fail-on", "unknown");
        assertThat(explained.status()).as(explained.err()).isEqualTo(3);
        var photo = explained.json().getFirst();
        assertThat(photo.get("label").asString()).isEqualTo("unknown");
        assertThat(photo.get("method").asString()).isEqualTo("cam");
        assertThat(photo.get("target").asString()).isIn("disc", "square");
        double disc = photo.get("scores").get("disc").asDouble();
        double square = photo.get("scores").get("square").asDouble();
        assertThat(photo.get("score").asDouble()).isEqualTo(Math.max(disc, square));
        assertThat(photo.get("evidence").get("max").asDouble()).isGreaterThanOrEqualTo(0);

        assertThat(photo.get("evidence").get("unit").asString()).isEqualTo("cosine");
        // The evidence of cosines has a scale of its own from the photos held back.
        assertThat(explained.err()).doesNotContain("no calibrated scale");
        var shown = Run.konkyo("show", model);
        assertThat(shown.outLines())
                .anyMatch(fact -> fact.matches("evidence scale  0.* to [01].* cosine; floor .* quantile of .*"))
                .anyMatch(fact -> fact.equals("scores          cosine"))
                .anyMatch(fact ->
                        fact.matches("unknown below   .*; true accepts of at least 0\\.95 on held-out photos.*"))
                .anyMatch(fact -> fact.equals("output          embedding float32 [N, 16]"));
        var wrong = Run.konkyo("evaluate", model, folder.resolve("test"), "--threshold", 1.5);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.errLines())
                .containsExactly("konkyo: --threshold: a threshold for a cosine lies in [-1, 1], got 1.5");
        assertThat(Run.konkyo("evaluate", model, folder.resolve("test"), "--output", folder.resolve("report"))
                        .status())
                .isZero();
        assertThat(folder.resolve("report/index.html")).content().contains("unknown");
    }

    @Test
    void tripletsAndStoredPhotosAndAClassWithOnePhoto() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 10, 1);
        Samples.png(noise(1), data.resolve("noise/only.png"));
        var run = train(
                "run",
                data,
                "--head",
                "triplet",
                "--mining",
                "batch-hard",
                "--margin",
                "soft",
                "--epochs",
                1,
                "--neighbours",
                3);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.contains("no photo of noise is held back: the threshold there is the mean of"))
                .anyMatch(line -> line.contains("noise has 1 training photo: triplets compare it with itself"));
        var model = ModelFile.read(folder.resolve("run/model.onnx")).model();
        assertThat(model.weights().at("head.photos").shape().at(0)).isEqualTo(17);
        // Cosines of stored photos have no parts, so the scale, if there is one, is that of gradients.
        assertThat(model.card().evidenceUnit())
                .isEqualTo(model.card().evidenceScale() == null ? null : Unit.COSINE_GRADIENT);
        var evaluated = Run.konkyo("evaluate", folder.resolve("run/model.onnx"), data, "--threads", 1, "--json");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        var cam = Run.konkyo("explain", folder.resolve("run/model.onnx"), data, "--threads", 1, "--method", "cam");
        assertThat(cam.status()).isEqualTo(1);
        assertThat(cam.errLines()).last().asString().contains("with stored photos", "use grad-cam");
        // Evidence in the graph of such a file needs a memory, which the export holds against the formula.
        var alone = Run.konkyo(
                "export",
                folder.resolve("run/model.onnx"),
                "--output",
                folder.resolve("alone.onnx"),
                "--evidence",
                "--threads",
                1);
        assertThat(alone.status()).isEqualTo(1);
        assertThat(alone.errLines()).last().asString().contains("--memory");
        var remembered = folder.resolve("remembered.onnx");
        var exported = Run.konkyo(
                "export",
                folder.resolve("run/model.onnx"),
                "--output",
                remembered,
                "--evidence",
                "--memory",
                data,
                "--threads",
                1);
        assertThat(exported.status()).as(exported.err()).isZero();
        assertThat(exported.err()).contains("rank correlation with Grad-CAM");
        assertThat(Run.konkyo("show", remembered, "--check").status()).isZero();
        // Continued as a softmax classifier it gets a layer of its own.
        var plain = Run.konkyo(
                "train",
                data,
                "--output",
                folder.resolve("plain"),
                "--from",
                folder.resolve("run/model.onnx"),
                "--epochs",
                1,
                "--batch",
                8,
                "--threads",
                1);
        assertThat(plain.status()).as(plain.err()).isZero();
        assertThat(ModelFile.read(folder.resolve("plain/model.onnx"))
                        .model()
                        .card()
                        .scores())
                .isEqualTo(ScoreKind.SOFTMAX);
    }

    @Tag("slow")
    @Test
    void noiseIsUnknownByTheThresholdsThatWereLearnt() {
        var photos = Path.of(System.getProperty("konkyo.data", "")).resolve("janken");
        var weights = Path.of(System.getProperty("konkyo.data", "")).resolve("weights/mobilenet_v2.safetensors");
        Assumptions.assumeTrue(
                Files.isDirectory(photos) && Files.exists(weights),
                "no janken and weights in the folder that konkyo.data names");
        for (int i = 0; i < 5; i++) {
            Samples.png(noise(i), folder.resolve("noise", i + ".png"));
        }
        var trained = Run.konkyo(
                "train",
                photos,
                "--output",
                folder.resolve("run"),
                "--weights",
                weights,
                "--image-size",
                96,
                "--head",
                "arcface",
                "--epochs",
                6,
                "--validation",
                0.4,
                "--seed",
                1,
                "--threads",
                1);
        assertThat(trained.status()).as(trained.err()).isZero();
        var model = folder.resolve("run/model.onnx");
        var explained = Run.konkyo("explain", model, folder.resolve("noise"), "--threads", 1, "--json");
        assertThat(explained.json())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line.at("/label").asString()).isEqualTo("unknown"));
        var hands = Run.konkyo("evaluate", model, photos, "--threads", 1, "--json");
        assertThat(hands.json().getFirst().at("/accuracy").asDouble()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --head softmax --embedding 8      | --embedding belongs to --head arcface or another that gives cosines
            --head adacos --scale 30          | --scale belongs to --head arcface, cosface or cosine
            --head cosine --margin 0.1        | --margin belongs to --head arcface, cosface or triplet
            --head arcface --margin 2         | ArcFace's margin is an angle in [0, pi / 2], got 2.0
            --head arcface --margin soft      | --margin: expected a number, or soft with --head triplet, got 'soft'
            --head arcface --threshold 1.5    | a threshold lies in [-1, 1] for cosines
            --head arcface --threshold often  | expected equal-error, false-accept=RATE, true-accept=RATE, a number or none, got 'often'
            --head arcface --threshold true-accept=0 | a rate of true accepts lies in (0, 1], got 0.0
            --head triplet --batch 6          | --batch must hold 4 photos each of at least 2 classes, such as 8, got 6
            --head triplet --augment mixup    | triplets compare photos of one class each
            --head triplet --balance inverse  | the triplet loss cannot weigh classes
            --head arcface --loss focal       | --loss belongs to --head softmax
            --head arcface --embedding 1      | an embedding has at least 2 numbers
            """)
    void wrongUsageIsOneLine(String words, String message) {
        var data = Samples.shapes(folder.resolve("data"), 4, 1);
        List<Object> all = new ArrayList<>(List.of("train", data, "--dry-run", "--image-size", 48));
        all.addAll(List.of(words.split(" ")));
        var run = Run.konkyo(all.toArray());
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void cosinesHaveThresholdsOfTheirOwnPhotosUnlessToldOtherwise() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 4, 1);
        var plan = Run.konkyo("train", data, "--dry-run", "--image-size", 48, "--head", "arcface");
        assertThat(plan.out()).containsPattern("kind: \"?TrueAccept\"?").contains("0.95");
        var softmax = Run.konkyo("train", data, "--dry-run", "--image-size", 48);
        assertThat(softmax.out()).doesNotContain("TrueAccept");
    }

    private static Image noise(long seed) {
        byte[] rgb = new byte[3 * Samples.SIDE * Samples.SIDE];
        new Random(seed).nextBytes(rgb);
        return new Image(Samples.SIDE, Samples.SIDE, rgb);
    }
}
