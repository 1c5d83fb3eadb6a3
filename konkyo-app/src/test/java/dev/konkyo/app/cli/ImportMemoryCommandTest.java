package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.EvidenceClassifier.Pass;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeEvidenceClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published network and tables of Faster-Grad-CAM in one file of ours, held against the published formula. */
class ImportMemoryCommandTest {
    private static final int SIDE = 96;

    @TempDir
    Path folder;

    private Path weights = Path.of("");
    private Path reference = Path.of("");
    private Path imported = Path.of("");

    @BeforeEach
    void findTheReference() {
        weights = Path.of(System.getProperty("konkyo.data", "")).resolve("weights");
        reference = weights.resolve("faster-grad-cam-reference");
        Assumptions.assumeTrue(
                Files.isDirectory(reference),
                "no weights/faster-grad-cam-reference in the folder that konkyo.data names");
        imported = folder.resolve("janken.onnx");
    }

    private Run importing(Path addresses, Object... more) {
        return Run.of(
                List.of(
                        "import-memory",
                        network(),
                        "--vectors",
                        reference.resolve("vector_pa.csv"),
                        "--centres",
                        reference.resolve("kmeans_centers.csv"),
                        "--addresses",
                        addresses,
                        "--weights",
                        reference.resolve("channel_weight.csv"),
                        "--labels",
                        "gu,pa",
                        "--output",
                        imported),
                more);
    }

    private Path network() {
        return reference.resolve("faster_grad_cam_mobilenetv2_0.5_96.onnx");
    }

    private RuntimeEvidenceClassifier opened() {
        var run = importing(reference.resolve("channel_adress.csv"));
        assertThat(run.status()).as(run.err()).isZero();
        return new RuntimeEvidenceClassifier(ModelFile.read(imported).model(), RuntimeOptions.sharing(1));
    }

    @Test
    void scoresClustersAndMapsAreTheStoredOnes() throws IOException {
        var expected = new JsonMapper()
                .readTree(Files.readString(weights.resolve("expected/faster_grad_cam_mobilenetv2_0.5_96.json")));
        try (var classifier = opened()) {
            for (JsonNode result : expected.at("/results")) {
                var pass = classifier.pass(input(
                        weights.resolve("expected").resolve(result.at("/input").asString())));
                assertThat(pass.scores().toFloats()[1])
                        .isCloseTo((float) result.at("/max_cosine_to_vector_pa").asDouble(), within(1e-4f));
                assertThat(pass.scores().toFloats()[0]).isEqualTo(0.25f);
                assertThat(pass.clusters().toLongs())
                        .containsExactly(result.at("/cluster").asLong());
                float[] map = pass.evidence().toFloats();
                float largest = largest(map);
                for (int place = 0; place < 9; place++) {
                    assertThat(map[place] / largest)
                            .isCloseTo(
                                    (float) result.at("/cam_3x3_normalised/" + place)
                                            .asDouble(),
                                    within(1e-4f));
                }
            }
        }
    }

    @Test
    void onEveryPhotoTheMapIsThePublishedFormulas() throws IOException {
        var photos = Path.of(System.getProperty("konkyo.data", "")).resolve("janken");
        Assumptions.assumeTrue(Files.isDirectory(photos), "no janken in the folder that konkyo.data names");
        try (var classifier = opened();
                var session = OnnxRuntimeSession.of(network(), RuntimeOptions.sharing(1));
                var files = Files.walk(photos)) {
            var formula = new Formula(
                    session, table("kmeans_centers.csv"), table("channel_adress.csv"), table("channel_weight.csv"));
            var listed = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
            assertThat(listed).hasSize(84);
            for (var file : listed) {
                var photo = PhotoReader.standard().read(file);
                var input = TensorData.ofFloats(
                        Shape.of(1, 3, SIDE, SIDE),
                        classifier.card().preprocessing().apply(photo));
                Pass pass = classifier.pass(input);
                float[] ours = enlarged(pass.evidence().toFloats(), 3, SIDE);
                float largest = largest(ours);
                for (int i = 0; i < ours.length; i++) {
                    ours[i] /= largest;
                }
                assertThat(ours).as(file.toString()).containsExactly(formula.map(input), within(1e-4f));
                float cosine = pass.scores().toFloats()[1];
                assertThat(cosine < 0.25f).isEqualTo(photos.relativize(file).startsWith("gu"));
            }
        }
    }

    /** The tables' weights have no unit, so the maps are shares of what the card names, and a calibration is of these shares. */
    @Test
    void mapsAreRelativeAndCalibratedAsSuch() {
        var run = importing(reference.resolve("channel_adress.csv"));
        assertThat(run.status()).as(run.err()).isZero();
        var photos = Path.of(System.getProperty("konkyo.data", "")).resolve("janken");
        Assumptions.assumeTrue(Files.isDirectory(photos), "no janken in the folder that konkyo.data names");
        var photo = photos.resolve("pa").resolve("IMG_0819.jpg");
        var before = Run.konkyo("explain", imported, photo, "--threads", 1, "--json");
        assertThat(before.json().getFirst().at("/evidence/unit").asString()).isEqualTo("relative");
        assertThat(before.errLines()).singleElement().asString().contains("drawn from 0.1 to 1 relative");
        assertThat(Run.konkyo("show", imported).outLines())
                .anyMatch(line -> line.matches("evidence .* whose weights have no unit: 1 is what .* divided by .*"));

        double largest = before.json().getFirst().at("/evidence/max").asDouble();
        var calibrated = Run.konkyo("calibrate", imported, photos, "--ceiling", 1, "--threads", 1);
        assertThat(calibrated.status()).as(calibrated.err()).isZero();
        var scale =
                Objects.requireNonNull(ModelFile.read(imported).model().card().evidenceScale());
        assertThat(scale.ceiling()).isGreaterThanOrEqualTo((float) largest - 1e-4f);
        var after = Run.konkyo("explain", imported, photo, "--threads", 1, "--json");
        assertThat(after.err()).isEmpty();
        assertThat(Run.konkyo("show", imported).outLines())
                .anyMatch(line -> line.matches("evidence scale  .* relative; floor .*"));
        // Gradients have a unit of their own, which the scale is not in, and that is said.
        var gradients = Run.konkyo("explain", imported, photo, "--method", "grad-cam", "--threads", 1, "--json");
        assertThat(gradients.json().getFirst().at("/evidence/unit").asString()).isEqualTo("gradient of the cosine");
        assertThat(gradients.err()).contains("no calibrated scale for grad-cam: ", " relative, is of other evidence");
    }

    /** As published: nearest centre, the weighted sum of its channels, enlarged, positive part, divided by the largest. */
    private static final class Formula {
        private final OnnxRuntimeSession session;
        private final float[][] centres;
        private final float[][] addresses;
        private final float[][] factors;

        Formula(OnnxRuntimeSession session, float[][] centres, float[][] addresses, float[][] factors) {
            this.session = session;
            this.centres = centres;
            this.addresses = addresses;
            this.factors = factors;
        }

        float[] map(TensorData input) {
            Map<String, TensorData> values = session.run(Map.of("input", input));
            float[] embedding = at(values, "embedding");
            float[] activation = at(values, "block_16_expand_relu");
            int nearest = 0;
            for (int i = 1; i < centres.length; i++) {
                nearest = distance(centres[i], embedding) < distance(centres[nearest], embedding) ? i : nearest;
            }
            float[] sum = new float[9];
            for (int k = 0; k < addresses[nearest].length; k++) {
                int channel = (int) addresses[nearest][k];
                for (int place = 0; place < 9; place++) {
                    sum[place] += factors[nearest][k] * activation[channel * 9 + place];
                }
            }
            float[] map = enlarged(sum, 3, SIDE);
            for (int i = 0; i < map.length; i++) {
                map[i] = Math.max(map[i], 0);
            }
            float largest = largest(map);
            for (int i = 0; i < map.length; i++) {
                map[i] /= largest;
            }
            return map;
        }

        private static float[] at(Map<String, TensorData> values, String name) {
            TensorData data = values.get(name);
            assertThat(data).isNotNull();
            return data == null ? new float[0] : data.toFloats();
        }

        private static double distance(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
            }
            return Math.sqrt(sum);
        }
    }

    private float[][] table(String name) throws IOException {
        return Files.readAllLines(reference.resolve(name)).stream()
                .map(line -> {
                    double[] cells = Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    float[] row = new float[cells.length];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = (float) cells[i];
                    }
                    return row;
                })
                .toArray(float[][]::new);
    }

    /** Bilinear, places at the middle of their squares, the border repeated. */
    private static float[] enlarged(float[] map, int from, int to) {
        float[] large = new float[to * to];
        for (int y = 0; y < to; y++) {
            for (int x = 0; x < to; x++) {
                double v = Math.clamp((y + 0.5) * from / to - 0.5, 0, from - 1.0);
                double u = Math.clamp((x + 0.5) * from / to - 0.5, 0, from - 1.0);
                int top = Math.min((int) v, from - 2);
                int left = Math.min((int) u, from - 2);
                double down = v - top;
                double right = u - left;
                large[y * to + x] = (float) ((1 - down)
                                * ((1 - right) * map[top * from + left] + right * map[top * from + left + 1])
                        + down
                                * ((1 - right) * map[(top + 1) * from + left]
                                        + right * map[(top + 1) * from + left + 1]));
            }
        }
        return large;
    }

    private static float largest(float... values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static TensorData input(Path png) {
        byte[] rgb = PhotoReader.standard().read(png).rgb();
        float[] values = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            values[i % 3 * SIDE * SIDE + i / 3] = (rgb[i] & 0xff) / 255f;
        }
        return TensorData.ofFloats(Shape.of(1, 3, SIDE, SIDE), values);
    }

    @Test
    void tablesThatDoNotFitAreRefused() throws IOException {
        var numbers = folder.resolve("numbers.csv");
        Files.writeString(numbers, "1,2,x\n");
        assertThat(importing(numbers).errLines()).last().asString().contains("numbers.csv", "got x");
        Files.writeString(numbers, ("480" + ",1".repeat(49) + "\n").repeat(10));
        assertThat(importing(numbers).errLines()).last().asString().contains("0 to 479", "480");
        Files.writeString(numbers, "1,2\n");
        assertThat(importing(numbers).status()).isEqualTo(1);
        assertThat(importing(numbers, "--threshold", 2).status()).isEqualTo(2);
    }
}
