package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_videoio;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_videoio.VideoWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class WatchCommandTest {
    private static final int FRAMES = 8;

    @TempDir
    private static Path shared;

    private static Path model;
    private static Path video;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeModelAndVideo() {
        var network = Networks.named("squeezenet1_1");
        var graph = network.build(NetworkShape.of(2, 64));
        var weights = network.initialization().weights(graph, new Random(1));
        var evident = EvidenceOutputs.add(
                new WeightedGraph(graph, weights),
                EvidenceLayer.of(graph).value(),
                true,
                new EvidenceOutputs.Lookup.ByClass());
        var card = ModelCard.of("squeezenet1_1", List.of("ng", "ok"), Preprocessing.stretched(64, 64))
                .withEvidenceScale(new EvidenceScale(0.001f, 0.1f));
        model = shared.resolve("model.onnx");
        ModelFile.write(new Model(evident.graph(), evident.weights(), card), model);
        video = video(shared.resolve("belt.avi"));
    }

    private static Path video(Path file) {
        try (var writer = new VideoWriter();
                var size = new Size(120, 90)) {
            int format = VideoWriter.fourcc((byte) 'M', (byte) 'J', (byte) 'P', (byte) 'G');
            writer.open(file.toString(), opencv_videoio.CAP_OPENCV_MJPEG, format, 25, size, true);
            for (int i = 0; i < FRAMES; i++) {
                try (var colour = new Scalar(30.0 * i, 100, 200 - 20.0 * i, 0);
                        var frame = new Mat(90, 120, opencv_core.CV_8UC3, colour)) {
                    writer.write(frame);
                }
            }
            writer.release();
        }
        return file;
    }

    @Test
    void everyFrameOfAVideoIsALineOfJson() {
        var run = Run.konkyo("watch", model, video, "--json", "--threads", 1);

        assertThat(run.status()).isZero();
        var lines = run.json();
        assertThat(lines).hasSize(FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            var line = lines.get(i);
            assertThat(line.get("frame").asInt()).isEqualTo(i + 1);
            assertThat(line.get("seconds").asDouble()).isCloseTo(i / 25.0, within(1e-6));
            assertThat(line.get("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(line.get("label").asString()).isIn("ng", "ok");
            assertThat(line.get("scores").get("ng").asDouble()
                            + line.get("scores").get("ok").asDouble())
                    .isCloseTo(1, within(1e-5));
            assertThat(line.get("evidence").get("unit").asString()).isEqualTo("logit");
            assertThat(line.get("evidence").get("threshold").asDouble()).isCloseTo(0.0505, within(1e-6));
            assertThat(line.has("image")).isFalse();
        }
        assertThat(run.err()).contains("watched 8 frames").contains("0 dropped");
    }

    @Test
    void theAnsweredFrameIsTheOneThatExplainGives() throws IOException {
        var photos = Files.createDirectories(folder.resolve("photos"));
        var photo = photos.resolve("a.png");
        PhotoWriter.writePng(Image.filled(90, 120, 200, 100, 30), photo);

        var watched = Run.konkyo("watch", model, photos, "--once", "--json", "--threads", 1)
                .json();
        var explained =
                Run.konkyo("explain", model, photo, "--json", "--threads", 1).json();

        assertThat(watched).hasSize(1);
        for (var field : List.of("image", "label", "scores", "target", "regions")) {
            assertThat(watched.getFirst().get(field))
                    .isEqualTo(explained.getFirst().get(field));
        }
    }

    @Test
    void anAnnotatedVideoAndRecordsAreWrittenBesideWords() throws IOException {
        var output = folder.resolve("annotated.mp4");
        var records = folder.resolve("records.jsonl");
        var run = Run.konkyo("watch", model, video, "--output", output, "--records", records, "--threads", 1);

        assertThat(run.status()).isZero();
        assertThat(run.outLines()).isNotEmpty().hasSizeLessThanOrEqualTo(FRAMES);
        assertThat(run.outLines().getFirst()).startsWith("frame 1, 0.00 s: ");
        assertThat(Files.readAllLines(records)).hasSize(FRAMES);
        var again = Run.konkyo("watch", model, output, "--json", "--threads", 1);
        assertThat(again.json()).hasSize(FRAMES);
    }

    @Test
    void picturesAreWrittenAndNoMoreFramesThanAskedFor() {
        var output = folder.resolve("pictures");
        var run =
                Run.konkyo("watch", model, video, "--output", output, "--frames", 3, "--mode", "boxes", "--threads", 1);

        assertThat(run.status()).isZero();
        var last = PhotoReader.standard().read(output.resolve("frame-000003.jpg"));
        assertThat(last.width()).isEqualTo(480);
        assertThat(output.resolve("frame-000004.jpg")).doesNotExist();
    }

    @Test
    void aLabelThatWasSeenIsStatusThree() {
        var labels = Run.konkyo("watch", model, video, "--json", "--threads", 1).json().stream()
                .map(line -> line.get("label").asString())
                .toList();
        var run = Run.konkyo("watch", model, video, "--fail-on", labels.getLast(), "--threads", 1);

        assertThat(run.status()).isEqualTo(3);
        assertThat(Run.konkyo("watch", model, video, "--threshold", 1, "--fail-on", "unknown", "--threads", 1)
                        .status())
                .isEqualTo(3);
    }

    @Test
    void thatLabelIsRedOnThePicturesAndTheOthersAreGreen() {
        var label = Run.konkyo("watch", model, video, "--json", "--frames", 1, "--threads", 1)
                .json()
                .getFirst()
                .get("label")
                .asString();
        var other = label.equals("ng") ? "ok" : "ng";

        assertThat(stripe("alarm", "--fail-on", label)).isEqualTo(0);
        assertThat(stripe("calm", "--fail-on", other)).isEqualTo(1);
        assertThat(stripe("usual", "--mode", "heatmap")).isNotEqualTo(0);
    }

    /** The strongest channel of the badge's stripe on the first picture. */
    private int stripe(String name, String option, String value) {
        var output = folder.resolve(name);
        Run.konkyo("watch", model, video, "--output", output, "--frames", 1, option, value, "--threads", 1);
        var picture = PhotoReader.standard().read(output.resolve("frame-000001.jpg"));
        return IntStream.range(0, 3)
                .boxed()
                .max(Comparator.comparingInt(channel -> picture.at(40, 11, channel)))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "--threshold, 1.5, lies in [0",
        "--evidence-threshold, -0.1, '[0, 1]'",
        "--evidence-threshold, 2, '[0, 1]'",
        "--frames, 0, at least 1",
        "--stall, 0, seconds",
        "--retries, -1, at least 0",
        "--mode, glow, HEATMAP",
        "--fail-on, maybe, maybe",
    })
    void wrongOptionsAreWrongUsage(String option, String value, String said) {
        var run = Run.konkyo("watch", model, video, option, value, "--threads", 1);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains(said);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anEmptyVideoIsOneLine() throws IOException {
        var empty = Files.createFile(folder.resolve("empty.mp4"));
        var run = Run.konkyo("watch", model, empty, "--threads", 1);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).containsExactly("konkyo: " + empty + ": the file is empty, expected a video");
    }

    @Test
    void anEmptyFolderAndAMissingFileAreOneLineEach() {
        var none = Run.konkyo("watch", model, folder, "--once", "--threads", 1);
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.errLines()).containsExactly("konkyo: " + folder + ": holds no frame");

        var missing = Run.konkyo("watch", model, folder.resolve("no.mp4"), "--threads", 1);
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("no such file or folder").contains("a camera's number");
    }

    @Test
    void aCameraThatIsNotThereIsGivenUp() {
        var run = Run.konkyo("watch", model, "997", "--retries", 0, "--threads", 1);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("camera 997: cannot be opened");
    }

    @Test
    void aModelWithoutEvidenceOfItsOwnIsExplainedAndTheNoteSaysHow() {
        var plain = Samples.modelFile(folder, "ng", "ok");
        var run = Run.konkyo("watch", plain, video, "--json", "--frames", 2, "--threads", 1);

        assertThat(run.status()).isZero();
        assertThat(run.json()).hasSize(2);
        assertThat(run.err()).contains("gives no evidence itself, so cam finds it");
    }
}
