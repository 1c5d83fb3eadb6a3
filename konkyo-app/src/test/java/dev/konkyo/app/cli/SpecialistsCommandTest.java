package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.image.Image;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.model.WeightsHash;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.HardExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecialistsCommandTest {
    private static final String[] LABELS = {"blue", "green", "grey", "red"};

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void draw() {
        var random = new Random(1);
        data = folder.resolve("data");
        for (int i = 0; i < 32; i++) {
            int label = i % 4;
            int level = 60 + random.nextInt(120);
            var photo = Image.filled(
                    48, 48, label == 0 ? 20 : level, label == 3 ? 20 : level, label == 2 ? level : 20 + label);
            Samples.png(photo, data.resolve(LABELS[label], i + ".png"));
        }
    }

    private Run specialists(Path generalist, Object... more) {
        var experts = folder.resolve("experts");
        return Run.of(
                List.of(
                        "specialists",
                        data,
                        "--generalist",
                        generalist,
                        "--output",
                        experts,
                        "--epochs=1",
                        "--batch=6",
                        "--threads=1",
                        "--seed=9"),
                more);
    }

    private Path trained() {
        var run = Run.konkyo(
                "train",
                data,
                "--output",
                folder.resolve("run"),
                "--network",
                "patchnet26",
                "--image-size",
                48,
                "--epochs",
                1,
                "--batch",
                6,
                "--threads",
                1);
        assertThat(run.status()).as(run.err()).isZero();
        return folder.resolve("run/model.onnx");
    }

    @Test
    void specialistsAreTrainedAndAnswerTogether() throws IOException {
        var generalist = trained();
        var run = specialists(generalist, "--clusters", 2);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.startsWith("konkyo: specialist 1 for "))
                .last()
                .asString()
                .contains("validation accuracy of the generalist", "with its specialists", "report/index.html");
        var experts = folder.resolve("experts");
        assertThat(Files.readString(experts.resolve("specialists.json")))
                .contains("\"generalist\" : \"generalist.onnx\"", "specialist-1/model.onnx", "dustbinShift");

        assertThat(experts.resolve("report/index.html"))
                .content()
                .contains("validation accuracy of the generalist", "these photos also chose each specialist's epoch")
                .contains("<h2>How far the evidence can be trusted</h2>", "centred gaussian");

        var learnt =
                Objects.requireNonNull(ModelFile.read(generalist).model().card().learnt());
        var held = HardExamples.read(experts.resolve("specialist-1/hard-examples.jsonl")).stream()
                .filter(example -> example.part().equals("validation"))
                .map(example -> data.resolve(example.photo()))
                .toList();
        assertThat(held).isNotEmpty();
        assertThat(learnt.among(held))
                .as("specialists hold back what the generalist did, whatever the seed")
                .isEmpty();

        var evaluated = Run.konkyo("evaluate", experts, data, "--json", "--threads", 1);
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.json().getFirst().path("images").asInt()).isEqualTo(32);
        assertThat(evaluated
                        .json()
                        .getFirst()
                        .at("/faithfulness/0/numbers/insertion/photos")
                        .asInt())
                .as("what all decide together is tested too")
                .isEqualTo(32);

        var photo = data.resolve("red/3.png");
        var explained = Run.konkyo("explain", experts, photo, "--json", "--threads", 1);
        assertThat(explained.status()).as(explained.err()).isZero();
        var line = explained.json().getFirst();
        assertThat(line.path("target").asString()).isEqualTo(line.path("label").asString());
        double sum = 0;
        for (var score : line.path("scores")) {
            sum += score.asDouble();
        }
        assertThat(sum).isBetween(0.9999, 1.0001);

        var again = specialists(generalist, "--clusters", 2);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.errLines()).last().asString().contains("already holds specialists", "--resume");
        assertThat(specialists(generalist, "--clusters", 2, "--resume").status())
                .isZero();
        byte[] before = Files.readAllBytes(experts.resolve("generalist.onnx"));
        var other = specialists(Samples.modelFile(folder, LABELS), "--clusters", 2, "--resume");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.errLines()).last().asString().contains("cannot resume with another generalist");
        assertThat(experts.resolve("generalist.onnx")).hasBinaryContent(before);
        assertThat(Files.readString(experts.resolve("specialist-1/plan.json")))
                .contains("\"generalist\" : \""
                        + WeightsHash.of(ModelFile.read(generalist).model().network()));
    }

    @Test
    void noFolderIsLeftWithoutGroups() {
        var run = specialists(Samples.modelFile(folder, LABELS), "--clusters", 1);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).last().asString().contains("try other --clusters");
        assertThat(folder.resolve("experts")).doesNotExist();
    }

    @Test
    void whatDoesNotFitIsOneLine() {
        var other = specialists(Samples.modelFile(folder, "blue", "green", "grey", "pink"));
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.errLines()).last().asString().contains("expected the same classes");
        var many = specialists(Samples.modelFile(folder, LABELS), "--clusters", 4);
        assertThat(many.status()).isEqualTo(2);
        assertThat(many.errLines()).last().asString().contains("--clusters must lie in [1, 3]");
        var known = Samples.model(LABELS);
        ModelFile.write(
                new Model(known.graph(), known.weights(), known.card().withScores(ScoreKind.COSINE)),
                folder.resolve("cosine.onnx"));
        var cosine = specialists(folder.resolve("cosine.onnx"));
        assertThat(cosine.status()).isEqualTo(2);
        assertThat(cosine.errLines()).last().asString().contains("answer in probabilities, got cosines");
        var empty = Run.konkyo("evaluate", folder, data);
        assertThat(empty.status()).isEqualTo(1);
        assertThat(empty.errLines()).last().asString().contains("without specialists.json");
    }

    @Test
    void thePrecisionIsThatWhichWasAskedFor() throws IOException {
        var run = specialists(evident(trained()), "--clusters", 2, "--precision", "bf16");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .filteredOn(line -> line.contains("a training step takes"))
                .hasSize(1);
        assertThat(Files.readString(folder.resolve("experts/specialist-1/plan.json")))
                .contains("\"BF16\"");
        assertThat(ModelFile.read(folder.resolve("experts/specialist-1/model.onnx"))
                        .model()
                        .graph()
                        .outputs())
                .as("a specialist learns logits from a generalist that gives evidence")
                .containsExactly("logits");
        var resumed = specialists(folder.resolve("experts/generalist.onnx"), "--clusters", 2, "--resume");
        assertThat(resumed.status()).as(resumed.err()).isZero();
    }

    private Path evident(Path model) {
        var file = folder.resolve("evident.onnx");
        var run = Run.konkyo("export", model, "--evidence", "--output", file);
        assertThat(run.status()).as(run.err()).isZero();
        return file;
    }

    @Test
    void whatWouldBreakTheCombinationOrATrainingIsRefusedBeforeAnythingIsWritten() throws IOException {
        var generalist = Samples.modelFile(folder, LABELS);
        var weighted = Files.writeString(
                folder.resolve("plan.yaml"),
                "presentation: {sampler: {kind: Shuffled}}\nobjective: {weighting: {kind: InverseFrequency}}\n");
        for (var run : List.of(
                specialists(generalist, "--balance", "inverse"),
                specialists(generalist, "--balance", "sampling"),
                specialists(generalist, "--plan", weighted))) {
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(run.errLines()).last().asString().contains("leave out --balance and a plan's weighting");
        }
        var negative = specialists(generalist, "--patience", -1);
        assertThat(negative.status()).isEqualTo(2);
        assertThat(negative.errLines()).last().asString().contains("--patience must be at least 0, got -1");
        var frozen = specialists(trained(), "--clusters", 2, "--freeze-until", "nowhere");
        assertThat(frozen.status()).as(frozen.err()).isEqualTo(2);
        assertThat(folder.resolve("experts")).doesNotExist();
    }
}
