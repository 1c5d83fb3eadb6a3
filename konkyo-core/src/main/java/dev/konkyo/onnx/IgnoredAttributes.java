package dev.konkyo.onnx;

import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attributes of ONNX that no record has: those without a meaning here are passed over, the others must be at their default. */
final class IgnoredAttributes {
    /** Without influence on what Konkyo computes: indices' order, random seeds, 8-bit floats, precision of intermediate results. */
    private static final Map<String, Set<String>> WITHOUT_MEANING = Map.of(
            "MaxPool", Set.of("storage_order"),
            "Dropout", Set.of("seed"),
            "Cast", Set.of("saturate", "round_mode"),
            "QuantizeLinear", Set.of("saturate", "precision"),
            "LayerNormalization", Set.of("stash_type"),
            "GroupNormalization", Set.of("stash_type"));

    /** Allowed with this value only. */
    private static final Map<String, Map<String, Long>> ONLY_WITH = Map.of(
            "BatchNormalization", Map.of("training_mode", 0L, "spatial", 1L),
            "QuantizeLinear", Map.of("block_size", 0L, "output_dtype", 0L),
            "DequantizeLinear", Map.of("block_size", 0L, "output_dtype", 0L));

    private IgnoredAttributes() {}

    /**
     * Passes over an attribute that no record component holds.
     *
     * @throws OnnxException if it changes what the operator means
     */
    static void check(String type, @Nullable AttributeProto attribute) {
        if (attribute == null || WITHOUT_MEANING.getOrDefault(type, Set.of()).contains(attribute.getName())) {
            return;
        }
        Long only = ONLY_WITH.getOrDefault(type, Map.of()).get(attribute.getName());
        if (only == null) {
            throw new OnnxException("attribute '" + attribute.getName() + "' is not supported");
        }
        if (attribute.getI() != only) {
            throw new OnnxException(
                    "attribute '" + attribute.getName() + "': only " + only + " is supported, got " + attribute.getI());
        }
    }
}
