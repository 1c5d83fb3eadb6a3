package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.dataset.Batch;
import dev.konkyo.evidence.EvidenceCalibration;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.torch.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scores are a photo's mean red, and its opposite times a factor. */
class EvidenceScalingTest {
    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    private static Model model(float opposite) {
        var net = new GraphBuilder("redness");
        var map = net.conv("map", net.images("image", 3, 2, 2), Convolution.of(1, 1));
        var graph = net.build(net.linear("fc", "logits", net.flatten(net.globalAveragePool(map)), 2));
        var weights = Weights.of(Map.of(
                "map.weight", TensorData.ofFloats(Shape.of(1, 3, 1, 1), 1, 0, 0),
                "map.bias", TensorData.ofFloats(Shape.of(1), 0),
                "fc.weight", TensorData.ofFloats(Shape.of(2, 1), 1, opposite),
                "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0)));
        var card = ModelCard.of("redness", List.of("red", "other"), Preprocessing.stretched(2, 2))
                .withEvidenceLayer("map");
        return new Model(graph, weights, card);
    }

    /** Three photos of the first class with a strongest red of 2, 3 and 4. */
    private static Batch photos() {
        float[] pixels = new float[3 * 12];
        for (int photo = 0; photo < 3; photo++) {
            pixels[12 * photo] = photo + 2;
            pixels[12 * photo + 3] = 1;
        }
        return new Batch(new Inputs(3, 2, 2, pixels), new int[] {0, 0, 0}, new int[] {0, 1, 2});
    }

    private static Model scaled(Model model, List<String> notes) {
        return EvidenceScaling.scaled(model, List.of(photos()), new TrainingListener() {
            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        });
    }

    /** For the other class each place speaks with the opposite sign. */
    @Test
    void trainingSaysThatTheScaleHasNoFloor() {
        List<String> notes = new ArrayList<>();
        var card = scaled(model(-1), notes).card();
        assertThat(card.evidenceScale()).isEqualTo(new EvidenceScale(0, 3));
        assertThat(card.evidenceUnit()).isNull();
        assertThat(card.provenance().get(EvidenceCalibration.FACT)).contains("floor 0, which is above the", "of 3");
        assertThat(notes).singleElement().asString().startsWith("the scale has no floor, as evidence for other labels");
    }

    @Test
    void aScaleWithAFloorNeedsNoWord() {
        List<String> notes = new ArrayList<>();
        // Half as much evidence for the other class: its strongest places lie below the ceiling.
        assertThat(scaled(model(0.5f), notes).card().evidenceScale()).isNotNull();
        assertThat(notes).isEmpty();
    }
}
