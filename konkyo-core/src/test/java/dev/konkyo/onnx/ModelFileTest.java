package dev.konkyo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.file.FileHash;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Weights;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Fit;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Golden;
import dev.konkyo.model.LearntPhotos;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.Thresholds;
import dev.konkyo.model.Tolerances;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
    private static final Graph GRAPH = OnnxFileTest.network();
    private static final Weights WEIGHTS = OnnxFileTest.randomWeights(GRAPH, 2);
    private static final ModelCard CARD = new ModelCard(
            "small",
            List.of("良品", "scratch \"deep\"", "c", "d", "e"),
            Preprocessing.tensorflow(8, 8).with(new Fit.Letterbox()),
            ModelCard.ScoreKind.COSINE,
            new Thresholds(List.of(0.25f, 0.3f, -0.1f, 1f, 0f), "given"),
            "clip_2",
            new EvidenceScale(0.1f, 12.7f),
            Unit.RELATIVE,
            PaddingStyle.SAME,
            Map.of("seed", "7"),
            new LearntPhotos("AAAAAAAABBBBBBBB"));

    @TempDir
    Path folder;

    @Test
    void theCardTravelsWithTheModel() {
        Path file = folder.resolve("model.onnx");
        ModelFile.write(new Model(GRAPH, WEIGHTS, CARD), file);

        ModelFile read = ModelFile.read(file);
        assertThat(read.model()).isEqualTo(new Model(GRAPH, WEIGHTS, CARD));
        assertThat(read.sha256()).isEqualTo(FileHash.sha256(file)).hasSize(64);
    }

    @Test
    void whatACardLeavesOutStaysOut() {
        Path file = folder.resolve("model.onnx");
        ModelCard plain = ModelCard.of("small", List.of("a"), Preprocessing.imageNet(8, 8));
        ModelFile.write(new Model(GRAPH, WEIGHTS, plain), file);
        assertThat(ModelFile.read(file).card()).contains(plain);
    }

    @Test
    void aFileWithoutACardAsksForLabels() {
        Path file = folder.resolve("model.onnx");
        OnnxFile.write(GRAPH, WEIGHTS, Map.of(), file);

        ModelFile read = ModelFile.read(file);
        assertThat(read.card()).isEmpty();
        assertThat(read.model(CARD).card()).isEqualTo(CARD);
        assertThatThrownBy(read::model).isInstanceOf(OnnxException.class).hasMessageContainingAll("no card", "labels");
    }

    @Test
    void goldenOutputsKeepTheirTolerances() {
        Path file = folder.resolve("model.onnx");
        Tolerances own = new Tolerances(Map.of("scores", 0.02, "evidence", 0.1));
        ModelFile.write(new Model(GRAPH, WEIGHTS, CARD), new Golden(List.of(), own), file);
        assertThat(ModelFile.read(file).golden()).contains(new Golden(List.of(), own));
        OnnxFile.write(GRAPH, WEIGHTS, Map.of(ModelFile.GOLDEN, "{\"cases\":[]}"), file);
        assertThat(ModelFile.read(file).golden().orElseThrow().tolerances())
                .as("of a file that says nothing")
                .isEqualTo(Tolerances.OF_FLOATS);
        OnnxFile.write(
                GRAPH,
                WEIGHTS,
                Map.of(ModelFile.GOLDEN, "{\"cases\":[],\"tolerances\":{\"byOutput\":{\"scores\":2}}}"),
                file);
        assertThatThrownBy(() -> ModelFile.read(file).golden())
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("golden outputs are damaged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"format\": 2} | format 2, this version reads up to 1",
                "{\"format\": 1 | the model card is damaged",
                "{\"format\": 1, \"network\": \"x\"} | lacks 'labels'",
                "[] | lacks 'network'",
                "{\"network\":\"x\",\"labels\":[],\"preprocessing\":{\"height\":-1},\"scores\":\"SOFTMAX\",\"padding\":\"SAME\",\"provenance\":{}} | the model card is damaged",
                "{\"network\":\"x\",\"labels\":[],\"preprocessing\":{},\"scores\":\"ODDS\",\"padding\":\"SAME\",\"provenance\":{}} | the model card is damaged",
            })
    void damagedOrNewerCardsEndInOneLine(String card, String problem) {
        Path file = folder.resolve("model.onnx");
        OnnxFile.write(GRAPH, WEIGHTS, Map.of(ModelFile.CARD, card), file);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }
}
