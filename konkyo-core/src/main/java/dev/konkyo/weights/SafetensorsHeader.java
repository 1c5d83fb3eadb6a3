package dev.konkyo.weights;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.Weights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON at the beginning of a safetensors file: for each tensor its type, shape and place in the bytes behind the header.
 *
 * @param entries in the order of the JSON
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Where a tensor lies.
     *
     * @param begin its first byte, counted from the end of the header
     * @param end the byte after its last one
     */
    record Entry(String name, ElementType type, Shape shape, long begin, long end) {}

    /** The header of a file with these weights; tensors with larger elements lie before those with smaller ones. */
    static SafetensorsHeader of(Weights weights, Map<String, String> metadata) {
        Map<String, Long> begins = new HashMap<>();
        long end = 0;
        for (String name : weights.names().stream()
                .sorted(Comparator.comparingInt(name -> -weights.at(name).type().bytes()))
                .toList()) {
            begins.put(name, end);
            end += weights.at(name).buffer().remaining();
        }
        List<Entry> entries = new ArrayList<>();
        weights.asMap().forEach((name, tensor) -> {
            long begin = begins.getOrDefault(name, 0L);
            entries.add(new Entry(
                    name,
                    tensor.type(),
                    tensor.shape(),
                    begin,
                    begin + tensor.buffer().remaining()));
        });
        return new SafetensorsHeader(entries, metadata);
    }

    List<Entry> inFileOrder() {
        return entries.stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList();
    }

    /** The JSON, filled up with spaces so that the tensors behind it are aligned. */
    byte[] toJson() {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            root.set(METADATA, JSON.valueToTree(metadata));
        }
        for (Entry entry : entries) {
            ObjectNode tensor = root.putObject(entry.name);
            tensor.put("dtype", dtype(entry.type));
            ArrayNode shape = tensor.putArray("shape");
            Arrays.stream(entry.shape.toLongs()).forEach(shape::add);
            tensor.putArray("data_offsets").add(entry.begin).add(entry.end);
        }
        byte[] json = JSON.writeValueAsBytes(root);
        byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * Reads the JSON.
     *
     * @throws WeightsException if it is no header: no JSON, a name twice, an unknown type, or a place that does not fit the shape
     */
    static SafetensorsHeader parse(byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(new String(json, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new WeightsException("the header is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new WeightsException("expected a JSON object as header, got " + root.getNodeType());
        }
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            if (property.getKey().equals(METADATA)) {
                property.getValue().properties().forEach(text -> metadata.put(text.getKey(), text(text.getValue())));
            } else {
                entries.add(entry(property.getKey(), property.getValue()));
            }
        }
        return new SafetensorsHeader(entries, metadata);
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : node.toString();
    }

    private static Entry entry(String name, JsonNode tensor) {
        ElementType type = type(name, tensor.path("dtype").stringValue(""));
        long[] sizes = integers(name, tensor.path("shape"));
        long[] offsets = integers(name, tensor.path("data_offsets"));
        if (offsets.length != 2 || offsets[1] < offsets[0]) {
            throw new WeightsException("tensor '" + name + "': impossible place " + Arrays.toString(offsets));
        }
        long bytes = type.bytes();
        for (long size : sizes) {
            bytes = Math.min(Integer.MAX_VALUE + 1L, bytes * Math.clamp(size, 1, Integer.MAX_VALUE));
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new WeightsException("tensor '" + name + "': sizes " + Arrays.toString(sizes) + " need over 2 GiB");
        }
        Shape shape = Shape.ofLongs(sizes);
        long expected = shape.elements() * type.bytes();
        if (expected != offsets[1] - offsets[0]) {
            throw new WeightsException("tensor '" + name + "': " + type + " " + shape + " needs " + expected
                    + " bytes, the header gives it " + (offsets[1] - offsets[0]));
        }
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private static long[] integers(String name, JsonNode array) {
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode number = array.path(i);
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                throw new WeightsException("tensor '" + name + "': expected sizes and offsets, got " + number);
            }
            values[i] = number.longValue();
        }
        if (!array.isArray()) {
            throw new WeightsException("tensor '" + name + "': expected a shape and data_offsets, got " + array);
        }
        return values;
    }

    /**
     * Checks that the tensors take up all bytes behind the header, without gaps and without overlap.
     *
     * @throws WeightsException if they do not
     */
    void checkCovers(long size) {
        long end = 0;
        for (Entry entry : inFileOrder()) {
            if (entry.begin != end) {
                throw new WeightsException("tensor '" + entry.name + "' begins at byte " + entry.begin + ", expected "
                        + end + ": tensors must follow each other without gaps and overlaps");
            }
            end = entry.end;
        }
        if (end != size) {
            throw new WeightsException(
                    "the header speaks of " + end + " bytes of tensors, the file holds " + size + "; is it truncated?");
        }
    }

    private static String dtype(ElementType type) {
        return switch (type) {
            case FLOAT64 -> "F64";
            case FLOAT32 -> "F32";
            case FLOAT16 -> "F16";
            case BFLOAT16 -> "BF16";
            case INT64 -> "I64";
            case INT32 -> "I32";
            case INT8 -> "I8";
            case UINT8 -> "U8";
            case BOOL -> "BOOL";
        };
    }

    private static ElementType type(String name, String dtype) {
        return Arrays.stream(ElementType.values())
                .filter(type -> dtype(type).equals(dtype))
                .findFirst()
                .orElseThrow(() -> new WeightsException("tensor '" + name + "': the element type '" + dtype
                        + "' is not supported, expected one of "
                        + Arrays.stream(ElementType.values())
                                .map(SafetensorsHeader::dtype)
                                .toList()));
    }
}
