package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.konkyo.app.report.Entrant;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.weights.SafetensorsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    Path folder;

    private Run compare(String networks, Object... more) {
        return compare(Map.of(), networks, more);
    }

    private Run compare(Map<String, String> environment, String networks, Object... more) {
        var data = folder.resolve("data");
        var out = folder.resolve("out");
        List<Object> words = new ArrayList<>(List.of(
                "compare",
                data,
                "--networks",
                networks,
                "--output",
                out,
                "--image-size=24",
                "--epochs=1",
                "--batch=8",
                "--threads=1"));
        words.addAll(List.of(more));
        return Run.konkyo(environment, words.toArray());
    }

    /** Weights that name another network's tensors. */
    private Path foreignWeights() {
        var file = folder.resolve("other.safetensors");
        var tensor = TensorData.ofFloats(Shape.of(2), new float[] {1, 2});
        SafetensorsFile.write(Weights.of(Map.of("some.weight", tensor)), Map.of(), file);
        return file;
    }

    @Tag("slow")
    @Test
    void networksAreTrainedJudgedShownAndNotTrainedAgain() throws IOException {
        Samples.shapes(folder.resolve("data"), 10, 1);
        // At 24 pixels SqueezeNet's last pool does not fit.
        var networks = "mobilenet_v1_0.25,squeezenet1_1,mobilenet_v1_0.5";
        var weights = folder.resolve("known.safetensors").toString();
        SafetensorsFile.write(Samples.model("disc", "square").weights(), Map.of(), Path.of(weights));
        var run = compare(networks, "--weights", weights, "--json");
        // One could not be compared, which does not hide the others.
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.errLines()).last().asString().contains("1 of 3 networks failed");
        assertThat(run.err()).containsOnlyOnce("a test/ part would judge");
        assertThat(run.json()).hasSize(3);
        var first = run.json().getFirst();
        assertThat(first.at("/network").asString()).isEqualTo("mobilenet_v1_0.25");
        assertThat(first.at("/weights").asString()).isEqualTo("known");
        assertThat(first.at("/accuracy").asDouble() * 4)
                .as("of four held-out photos")
                .isIn(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(first.at("/interval")).hasSize(2);
        assertThat(first.at("/faithfulness/0/numbers/deletion/photos").asInt()).isEqualTo(4);
        assertThat(first.at("/faithfulness")).hasSize(3);
        assertThat(run.err()).contains("mobilenet_v1_0.25: testing how far its evidence can be trusted");
        assertThat(first.at("/recall").propertyNames()).containsExactly("disc", "square");
        assertThat(first.at("/bytes").asLong())
                .isEqualTo(Files.size(folder.resolve("out/mobilenet_v1_0.25/model.onnx")));
        assertThat(first.at("/milliseconds").asDouble()).isPositive();
        assertThat(first.at("/parameters").asLong())
                .isLessThan(run.json().getLast().at("/parameters").asLong());
        assertThat(run.json().get(1).propertyNames()).containsExactly("network", "reason");
        assertThat(run.json().get(1).at("/reason").asString())
                .contains("photos of 24 x 24")
                .doesNotContain("Exception");
        assertThat(run.json().getLast().at("/weights").asString())
                .startsWith("from scratch: ")
                .contains("fit");
        assertThat(run.json().stream().filter(line -> line.has("accuracy") && !line.has("pValue")))
                .hasSize(1);
        assertThat(folder.resolve("out/index.html"))
                .content()
                .contains(
                        "<h2>Networks</h2>",
                        "<h2>Recall by class</h2>",
                        "<h2>Evidence side by side</h2>",
                        "data:image/jpeg")
                .contains("<h2>How far the evidence can be trusted</h2>", "on the same 4 photos")
                // The last map has one place at 24 pixels; from the one before, layers lie in between.
                .contains("mobilenet_v1_0.25: grad-cam", "mobilenet_v1_0.5: random map")
                .contains("could not be compared", "photos of 24 x 24", "image-size", "hash of the photos")
                .contains(
                        "<h2>How each was trained</h2>",
                        "weights known; 1 epochs of batches of 8, AdamW at rate 0.001, 2 epochs of the head alone",
                        "weights from scratch: the weights do not fit mobilenet_v1_0.5",
                        "These photos also chose each network's epoch")
                .doesNotContain("://");
        assertThatItIsKeptAndNotMixed(weights);
    }

    @Tag("slow")
    @Test
    void headsOfCosinesAreComparedAndWhatTheyDoNotKnowIsWrong() {
        Samples.shapes(folder.resolve("data"), 10, 1);
        var run = compare("mobilenet_v1_0.25,mobilenet_v1_0.5", "--head", "arcface", "--threshold", 1, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        for (var line : run.json()) {
            assertThat(line.at("/accuracy").asDouble()).isZero();
            assertThat(line.at("/recall").propertyNames()).containsExactly("disc", "square");
        }
        assertThat(folder.resolve("out/index.html")).content().contains("unknown");
    }

    private void assertThatItIsKeptAndNotMixed(String weights) throws IOException {
        assertThat(folder.resolve("out/terms.json"))
                .content()
                .contains("\"--threads\" : \"1\"", "\"--seed\" : \"1\"", "\"--validation\" : \"0.2\"");
        var model = folder.resolve("out/mobilenet_v1_0.25/model.onnx");
        var written = Files.getLastModifiedTime(model);
        var again = compare("mobilenet_v1_0.25,mobilenet_v1_0.5", "--weights", weights, "--faithfulness", 0);
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.err()).doesNotContain("evidence can be trusted");
        assertThat(folder.resolve("out/index.html")).content().doesNotContain("evidence can be trusted");
        assertThat(Files.getLastModifiedTime(model)).isEqualTo(written);
        assertThat(again.err()).contains("mobilenet_v1_0.25: already compared", "mobilenet_v1_0.5: already compared");
        assertThat(again.outLines()).hasSize(3);

        var other = compare("mobilenet_v1_0.25,mobilenet_v1_0.5", "--weights", weights, "--seed", 2);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.errLines()).last().asString().contains("other settings", "--seed was 1, now 2");
    }

    /** A comparison's page and results are worth hours: nothing is touched before all weights are known to be those of before. */
    @Test
    void otherWeightsThanBeforeAreRefusedAndThePageStays() throws IOException {
        Samples.shapes(folder.resolve("data"), 3, 1);
        var weights = folder.resolve("known.safetensors");
        SafetensorsFile.write(Samples.model("disc", "square").weights(), Map.of(), weights);
        var out = new ContestFolder(folder.resolve("out"));
        // The same name, but not the same bytes.
        out.begin(Samples.NETWORK, new ContestFolder.Begun("known", "00ff", 1L));
        out.keep(new Entrant.Finished(Samples.NETWORK, "known", "00ff", List.of(0), 1, 2, 3, 4.5, 1, 6, null));
        Files.writeString(out.page(), "the good page");
        var networks = "mobilenet_v1_0.5," + Samples.NETWORK;
        var told = Map.of(
                Samples.NETWORK + "=" + weights,
                "with other weights: known, of the same name but with other bytes; use the old ones or another --output",
                Samples.NETWORK + "=" + foreignWeights(),
                "other.safetensors: the weights do not fit mobilenet_v1_0.25");
        for (var choice : told.entrySet()) {
            var run = compare(networks, "--weights", choice.getKey());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.errLines()).last().asString().contains(Samples.NETWORK, choice.getValue());
        }
        assertThat(compare(networks).errLines()).last().asString().contains("known, now from scratch; use the old");
        assertThat(out.page()).hasContent("the good page");
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("index.html", Samples.NETWORK);
        }
    }

    @Test
    void theLargestOfAllProcessesCountsAndOneThatIsNotKnownIsNotGuessed() {
        var begun = new ContestFolder.Begun("from scratch", null, 0L);
        var twice = begun.after(OptionalLong.of(900)).after(OptionalLong.of(300));
        assertThat(twice.peakMemory()).isEqualTo(900);
        assertThat(twice.after(OptionalLong.empty()).after(OptionalLong.of(300)).peakMemory())
                .isNull();
        assertThat(begun.sameWeights(new ContestFolder.Begun("from scratch: other", null, 5L)))
                .isTrue();
        assertThat(begun.sameWeights(new ContestFolder.Begun("from scratch", "00", 5L)))
                .isFalse();
    }

    @Test
    void wrongUsageIsFoundBeforeAnythingIsTrained() {
        Samples.shapes(folder.resolve("data"), 3, 1);
        assertThat(compare("mobilenet_v1_0.25").status()).isEqualTo(2);
        assertThat(compare("mobilenet_v1_0.25,resnet5").errLines())
                .last()
                .asString()
                .contains("did you mean 'resnet50'");
        assertThat(compare("resnet18,resnet34", "--batch", "0").status()).isEqualTo(2);
        assertThat(compare("resnet18,resnet34", "--faithfulness", -1).errLines())
                .last()
                .asString()
                .contains("--faithfulness must be at least 0, got -1");
        assertThat(compare("resnet18,resnet34", "--head", "cosine", "--margin", 0.1)
                        .errLines())
                .last()
                .asString()
                .contains("--margin belongs to --head arcface");
        assertThat(compare("resnet18,resnet34", "--weights", folder.resolve("none"))
                        .status())
                .isEqualTo(2);
        var none = compare("resnet18,resnet34", "--validation", "0");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.errLines()).last().asString().contains("no photo", "is held back to compare on");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void weightsThatAreNamedMustFitBeforeAnythingIsTrained() throws IOException {
        Samples.shapes(folder.resolve("data"), 3, 1);
        var networks = "mobilenet_v1_0.25,mobilenet_v1_0.5";
        var missing = folder.resolve("missing.safetensors");
        var damaged = Files.writeString(folder.resolve("damaged.safetensors"), "no weights");
        for (var weights : List.of(missing, damaged, foreignWeights())) {
            var run = compare(networks, "--weights", "mobilenet_v1_0.5=" + weights);
            assertThat(run.status()).as(run.err()).isEqualTo(1);
            assertThat(run.errLines())
                    .last()
                    .asString()
                    .startsWith("konkyo: --weights mobilenet_v1_0.5=" + weights + ": ")
                    .doesNotContain("Exception");
        }
        var other = compare(networks, "--weights", "resnet18=" + foreignWeights());
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.errLines()).last().asString().contains("'resnet18' is none of --networks " + networks);
        for (var shared : List.of(damaged, Files.createDirectory(folder.resolve("empty")))) {
            var run = compare(networks, "--weights", shared);
            assertThat(run.status()).as(run.err()).isEqualTo(1);
            assertThat(run.errLines()).last().asString().contains("no network can begin with that");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    /** Weights that cannot be had are known before hours of training: nothing is trained, and what was found before stays. */
    @Test
    void aHubThatIsDownIsOneLineBeforeAnythingIsTrained() throws IOException {
        Samples.shapes(folder.resolve("data"), 3, 1);
        var hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(503, -1);
            }
        });
        hub.start();
        var address = "http://127.0.0.1:" + hub.getAddress().getPort();
        requireOneLine(fromTheHub(address), address, "503");
        hub.stop(0);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void soIsAHubThatCannotBeReached() throws IOException {
        Samples.shapes(folder.resolve("data"), 3, 1);
        // A place that is taken and where nobody listens: nobody else can begin to.
        try (var taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var address = "http://127.0.0.1:" + taken.getLocalPort();
            requireOneLine(fromTheHub(address), address, "cannot reach");
            assertThat(folder.resolve("out")).doesNotExist();
            requireWhatWasFoundBeforeStays(address);
        }
    }

    private void requireWhatWasFoundBeforeStays(String address) throws IOException {
        var out = new ContestFolder(folder.resolve("out"));
        out.begin(Samples.NETWORK, new ContestFolder.Begun("from scratch", null, 1L));
        out.keep(new Entrant.Finished(Samples.NETWORK, "from scratch", null, List.of(0), 1, 2, 3, 4.5, 1, 6, null));
        Files.writeString(out.page(), "the good page");
        assertThat(fromTheHub(address).status()).isEqualTo(1);
        assertThat(out.page()).hasContent("the good page");
        assertThat(out.result(Samples.NETWORK)).isPresent();
    }

    private static void requireOneLine(Run run, String address, String reason) {
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .filteredOn(line -> line.startsWith("konkyo: --weights"))
                .singleElement()
                .isEqualTo(run.errLines().getLast());
        assertThat(run.errLines())
                .last()
                .asString()
                .startsWith("konkyo: --weights mobilenet_v1_0.5=hf:someone/small: ")
                .contains(address, reason)
                .doesNotContain("Exception");
    }

    private Run fromTheHub(String address) {
        return compare(
                Map.of(
                        "HF_ENDPOINT",
                        address,
                        "KONKYO_CACHE",
                        folder.resolve("cache").toString()),
                Samples.NETWORK + ",mobilenet_v1_0.5",
                "--weights",
                "mobilenet_v1_0.5=hf:someone/small");
    }
}
