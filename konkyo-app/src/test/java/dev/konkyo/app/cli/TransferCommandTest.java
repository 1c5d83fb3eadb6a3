package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferCommandTest {
    @TempDir
    Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void draw() {
        data = Samples.shapes(folder.resolve("data"), 6, 1);
    }

    private Run train(Object... more) {
        return Run.of(
                List.of("train", data, "--output", folder.resolve("run"), "--epochs=1", "--batch=4", "--threads=1"),
                more);
    }

    private Path weights() {
        return Samples.weights(folder.resolve("model.safetensors"), 3, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "dropout-linear", "flatten-dropout-linear"})
    void everyClassifierIsTrainedExportedAndJudged(String classifier) {
        var run = train(
                "--weights",
                weights(),
                "--image-size",
                48,
                "--classifier",
                classifier,
                "--batch-norm",
                "re-estimated",
                "--stage-decay",
                2.6,
                "--backbone-rate",
                0.5,
                "--freeze-until",
                "stage3",
                "--freeze",
                0);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line ->
                        line.endsWith("weights for mobilenet_v1_0.25 with names of torchvision and symmetric padding"));
        var model = ModelFile.read(folder.resolve("run/model.onnx")).model();
        var head = EvidenceLayer.of(model.graph()).head();
        assertThat(head)
                .isInstanceOf(
                        classifier.startsWith("flatten")
                                ? EvidenceLayer.Head.FlattenedLinear.class
                                : EvidenceLayer.Head.PooledLinear.class);
        assertThat(model.card().evidenceLayer()).isEqualTo("blocks.12.pointwise");
        var explained =
                Run.konkyo("explain", folder.resolve("run/model.onnx"), data.resolve("disc/disc_000.png"), "--json");
        assertThat(explained.status()).as(explained.err()).isZero();
        assertThat(explained.json().getFirst().get("method").stringValue()).isEqualTo("cam");
    }

    @Test
    void aModelOfItsOwnGoesOnWithItsHead() {
        assertThat(train("--network", Samples.NETWORK, "--image-size", 48).status())
                .isZero();
        var run = train("--from", folder.resolve("run/model.onnx"), "--dry-run");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("its head goes on learning").doesNotContain("no model card");
        assertThat(run.outLines().getFirst()).contains(" at 48 x 48");
    }

    @Test
    void howAForeignModelWantsItsPhotosIsAskedFor() {
        var foreign = Samples.foreignFile(folder, 7);
        var unsaid = train("--from", foreign, "--dry-run");
        assertThat(unsaid.status()).isEqualTo(2);
        assertThat(unsaid.errLines())
                .singleElement()
                .asString()
                .startsWith("konkyo: " + foreign + " has no model card")
                .contains("--preprocessing, one of imagenet, tensorflow, unit, none");
        var run = train("--from", foreign, "--preprocessing", "imagenet", "--dry-run");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.contains("prepared as 'imagenet' says"))
                .anyMatch(line -> line.contains("the model does not say its labels: a new head for 2 classes"));
        assertThat(run.outLines().getFirst()).contains(" at 48 x 48");
        assertThat(train("--from", foreign, "--preprocessing", "unit", "--dry-run")
                        .err())
                .contains("as 'unit' says");
    }

    @Test
    void wrongPartsAndFormsAreWrongUsage() {
        var part = train("--network", Samples.NETWORK, "--freeze-until", "block.3", "--dry-run");
        assertThat(part.status()).isEqualTo(2);
        assertThat(part.errLines()).last().asString().contains("--freeze-until", "the nearest are blocks.3");
        assertThat(train("--weights", "hf:nobody").status()).isEqualTo(2);
        assertThat(train("--classifier", "quadratic").status()).isEqualTo(2);
        assertThat(train("--classifier", "dropout-linear", "--dropout", 1).status())
                .isEqualTo(2);
        assertThat(train("--stage-decay", 0.5).status()).isEqualTo(2);
        assertThat(train("--batch-norm", "sometimes").status()).isEqualTo(2);
    }

    @Test
    void weightsThatDoNotFitNameTheNetworkThatTheyFit() {
        var run = train("--weights", weights(), "--network", "resnet18");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .last()
                .asString()
                .contains(
                        "the weights do not fit resnet18",
                        "0 of 100 parameters fit, missing conv1.weight",
                        "; they fit " + Samples.NETWORK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobilenet_v1_0.25_128", "mobilenet_v2", "squeezenet1_0", "hand_landmark_lite"})
    void realModelsTakeANewHead(String name) {
        var file = Path.of(System.getProperty("konkyo.data", "none"), "weights", name + ".onnx");
        assumeThat(file).as("the folder that konkyo.data names").exists();
        var run = train("--from", file, "--preprocessing", "imagenet", "--dry-run");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("a new head for 2 classes begins at random");
    }

    /** Twice: the second time the hub is gone. */
    @Test
    void aModelOfTheHubIsUsedAndUsedAgainOffline() throws IOException {
        byte[] body = Files.readAllBytes(weights());
        var config =
                "{\"architecture\":\"tf_mobilenet\",\"pretrained_cfg\":{\"mean\":[0.1,0.2,0.3],\"std\":[0.4,0.5,0.6]}}";
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/someone/small/resolve/v1/", exchange -> {
            boolean json = exchange.getRequestURI().getPath().endsWith("config.json");
            byte[] answer = json ? config.getBytes(StandardCharsets.UTF_8) : body;
            exchange.sendResponseHeaders(200, answer.length);
            try (exchange) {
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        var endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        var first = fromTheHub(endpoint);
        server.stop(0);
        assertThat(first)
                .contains("downloaded model.safetensors")
                .contains("weights for mobilenet_v1_0.25 with names of torchvision and same padding");
        assertThat(fromTheHub(endpoint))
                .doesNotContain("downloaded")
                .contains("with names of torchvision and same padding");
    }

    private String fromTheHub(String endpoint) {
        var run = Run.konkyo(
                Map.of(
                        "HF_ENDPOINT",
                        endpoint,
                        "KONKYO_CACHE",
                        folder.resolve("cache").toString()),
                "train",
                data,
                "--weights",
                "hf:someone/small@v1",
                "--dry-run");
        assertThat(run.status()).as(run.err()).isZero();
        return run.err();
    }

    @Test
    void aModelThatGivesEvidenceGoesOnWithItsHead() {
        var evident = evident(Samples.modelFile(folder, "disc", "square"), "softmax.onnx");
        assertThat(train("--from", evident, "--dry-run").err()).contains("its head goes on learning");
        assertThat(train("--from", evident).status()).isZero();
        assertThat(ModelFile.read(folder.resolve("run/model.onnx"))
                        .model()
                        .graph()
                        .outputs())
                .containsExactly("logits");
    }

    @Test
    void cosinesThatGiveEvidenceGoOnWithTheirHead() {
        var asked = List.of("--head", "cosine", "--embedding", 8);
        assertThat(train(Stream.concat(Stream.of("--network", Samples.NETWORK, "--image-size", 48), asked.stream())
                                .toArray())
                        .status())
                .isZero();
        var evident = evident(folder.resolve("run/model.onnx"), "cosine.onnx");
        assertThat(train(Stream.concat(Stream.of("--from", evident, "--dry-run"), asked.stream())
                                .toArray())
                        .err())
                .contains("its head goes on learning");
        var softmax = train("--from", evident, "--dry-run");
        assertThat(softmax.status()).as(softmax.err()).isZero();
        assertThat(softmax.err()).contains("another classifier was asked for");
    }

    private Path evident(Path model, String name) {
        var file = folder.resolve(name);
        var run = Run.konkyo("export", model, "--evidence", "--output", file);
        assertThat(run.status()).as(run.err()).isZero();
        return file;
    }
}
