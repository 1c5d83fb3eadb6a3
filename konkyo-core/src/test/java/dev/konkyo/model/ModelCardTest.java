package dev.konkyo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Preprocessing;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    @Test
    void provenanceIsInTheOrderOfItsKeys() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String key : List.of("seed", "trained", "epoch", "dataHash", "folds", "network")) {
            facts.put(key, key);
        }

        ModelCard card = ModelCard.of("net", List.of("a", "b"), Preprocessing.stretched(8, 8))
                .withProvenance(facts);

        assertThat(card.provenance().keySet())
                .containsExactly("dataHash", "epoch", "folds", "network", "seed", "trained");
    }

    /** A copy that forgot a component, or took one for another, would lose what a training or a calibration found. */
    @Test
    void eachChangeIsOfOneComponent() throws ReflectiveOperationException {
        ModelCard card = new ModelCard(
                "net",
                List.of("a", "b"),
                Preprocessing.stretched(8, 8),
                ModelCard.ScoreKind.SOFTMAX,
                new Thresholds(List.of(0.5f, 0.25f), "given"),
                "layer",
                new EvidenceScale(0.1f, 2),
                Unit.RELATIVE,
                PaddingStyle.SAME,
                Map.of("seed", "7"),
                new LearntPhotos("AAAAAAAA"));
        Map<String, ModelCard> changed = Map.of(
                "evidenceLayer", card.withEvidenceLayer("other"),
                "padding", card.withPadding(PaddingStyle.SYMMETRIC),
                "provenance", card.withProvenance(Map.of("seed", "8")),
                "learnt", card.withLearnt(null),
                "evidenceScale", card.withEvidenceScale(null),
                "evidenceUnit", card.withEvidenceUnit(Unit.SCORE),
                "scores", card.withScores(ModelCard.ScoreKind.COSINE),
                "thresholds", card.withThresholds(null));
        for (RecordComponent component : ModelCard.class.getRecordComponents()) {
            for (var change : changed.entrySet()) {
                boolean same = Objects.equals(
                        component.getAccessor().invoke(card),
                        component.getAccessor().invoke(change.getValue()));
                assertThat(same)
                        .as("%s after a change of %s", component.getName(), change.getKey())
                        .isEqualTo(!component.getName().equals(change.getKey()));
            }
        }
    }

    @Test
    void factsAreAddedToThoseThatAreKnown() {
        ModelCard card = ModelCard.of("net", List.of("a", "b"), Preprocessing.stretched(8, 8))
                .withProvenance(Map.of("seed", "7", "epoch", "3"));
        assertThat(card.withFacts(Map.of("epoch", "4", "folds", "5")).provenance())
                .isEqualTo(Map.of("seed", "7", "epoch", "4", "folds", "5"));
    }
}
