package dev.konkyo.onnx;

import dev.konkyo.model.Golden;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Golden outputs as JSON: the records' components under their names. */
final class GoldenJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private GoldenJson() {}

    static String write(Golden golden) {
        return JSON.writeValueAsString(golden);
    }

    static Golden read(String text) {
        try {
            return JSON.readValue(text, Golden.class);
        } catch (JacksonException e) {
            throw new OnnxException("the golden outputs are damaged: " + e.getOriginalMessage(), e);
        }
    }
}
