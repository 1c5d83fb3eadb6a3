package dev.konkyo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.image.Preprocessing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
}
