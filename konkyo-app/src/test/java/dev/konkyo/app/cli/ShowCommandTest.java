package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.file.FileHash;
import dev.konkyo.graph.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {
    @TempDir
    Path folder;

    @Test
    void asJsonItIsTheCardAndWhatTheFileHolds() {
        var file = Samples.modelFile(folder, "ok", "ng");
        var run = Run.konkyo("show", file, "--json");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json()).singleElement().satisfies(line -> {
            assertThat(line.propertyNames())
                    .containsExactlyInAnyOrder(
                            "network",
                            "labels",
                            "preprocessing",
                            "scores",
                            "thresholds",
                            "evidenceLayer",
                            "evidenceScale",
                            "evidenceUnit",
                            "padding",
                            "provenance",
                            "parameters",
                            "inputs",
                            "outputs",
                            "sha256");
            assertThat(line.at("/network").asString()).isEqualTo(Samples.NETWORK);
            assertThat(line.at("/labels").toString()).isEqualTo("[\"ok\",\"ng\"]");
            assertThat(line.at("/parameters").asLong())
                    .isEqualTo(Cost.parameters(Samples.model("ok", "ng").graph()));
            assertThat(line.at("/inputs").toString())
                    .isEqualTo("[{\"name\":\"input\",\"type\":\"float32\",\"shape\":[-1,3,48,48]}]");
            assertThat(line.at("/outputs").toString())
                    .isEqualTo("[{\"name\":\"logits\",\"type\":\"float32\",\"shape\":[-1,2]}]");
            assertThat(line.at("/evidenceLayer").asString()).isNotEmpty();
            assertThat(line.at("/sha256").asString()).isEqualTo(FileHash.sha256(file));
        });
    }

    @Test
    void aModelWithoutACalibratedScaleSaysSo() {
        assertThat(Run.konkyo("show", Samples.modelFile(folder, "ok", "ng")).outLines())
                .contains("evidence scale  no calibrated scale: evidence is drawn from 2 to 20 logit, the same for all"
                        + " models; konkyo calibrate MODEL DATA finds this one's");
    }

    @Test
    void aModelWithoutACardGetsNumbersForLabelsAndSaysSo() {
        var run = Run.konkyo("show", Samples.foreignFile(folder, 3), "--json");
        assertThat(run.status()).isZero();
        assertThat(run.json().getFirst().at("/labels").toString()).isEqualTo("[\"0\",\"1\",\"2\"]");
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("has no model card", "labels are numbered", "--labels FILE", "--preprocessing");
    }

    @Test
    void labelsOfAModelWithoutACardComeFromAFile() throws Exception {
        var labels = Files.writeString(folder.resolve("labels.txt"), "rock\npaper\n\nscissors\n");
        var run = Run.konkyo("show", Samples.foreignFile(folder, 3), "--labels", labels, "--json");
        assertThat(run.json().getFirst().at("/labels").toString()).isEqualTo("[\"rock\",\"paper\",\"scissors\"]");
    }

    @Test
    void tooFewLabelsAreAnError() throws Exception {
        var labels = Files.writeString(folder.resolve("labels.txt"), "rock\npaper\n");
        var run = Run.konkyo("show", Samples.foreignFile(folder, 3), "--labels", labels);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).containsExactly("konkyo: the model gives 3 scores, expected as many labels, got 2");
    }

    @Test
    void aFileThatIsNoModelIsAnErrorInOneLine() throws Exception {
        var file = Files.writeString(folder.resolve("notes.onnx"), "these are notes");
        var run = Run.konkyo("show", file, "--json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().contains("notes.onnx");
    }

    @Test
    void aFileThatIsMissingIsAnErrorInOneLine() {
        var run = Run.konkyo("show", folder.resolve("none.onnx"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("none.onnx", "does not exist");
    }

    @Test
    void noModelAtAllIsWrongUsage() {
        var run = Run.konkyo("show");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("konkyo: Missing required parameter: 'MODEL'; see konkyo show --help");
    }
}
