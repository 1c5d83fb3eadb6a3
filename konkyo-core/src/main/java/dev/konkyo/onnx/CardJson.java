package dev.konkyo.onnx;

import dev.konkyo.model.ModelCard;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The model card as JSON: the record's components under their names, and the format's version. */
final class CardJson {
    /** Rises when older versions of Konkyo would misunderstand a card. */
    private static final int VERSION = 1;

    private static final String FORMAT = "format";
    private static final List<String> REQUIRED =
            List.of("network", "labels", "preprocessing", "scores", "padding", "provenance");
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CardJson() {}

    static String write(ModelCard card) {
        ObjectNode root = JSON.createObjectNode().put(FORMAT, VERSION);
        root.setAll(JSON.<ObjectNode>valueToTree(card));
        return JSON.writeValueAsString(root);
    }

    /**
     * Reads a card of this version or an older one.
     *
     * @throws OnnxException if it is damaged or newer
     */
    static ModelCard read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            int version = root.path(FORMAT).asInt(0);
            if (version > VERSION) {
                throw new OnnxException("the model card has format " + version + ", this version reads up to " + VERSION
                        + "; use a newer version of Konkyo");
            }
            for (String name : REQUIRED) {
                if (root.path(name).isMissingNode() || root.path(name).isNull()) {
                    throw new OnnxException("the model card lacks '" + name + "'");
                }
            }
            return JSON.treeToValue(root, ModelCard.class);
        } catch (JacksonException e) {
            throw new OnnxException("the model card is damaged: " + e.getOriginalMessage(), e);
        }
    }
}
