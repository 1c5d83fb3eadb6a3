package dev.konkyo.onnx;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.StringStringEntryProto;
import dev.konkyo.onnx.format.OnnxFormat.TensorProto;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Weights in files beside the model. Only files inside the model's folder are opened; they are mapped, each once. */
final class ExternalData {
    private final @Nullable Path folder;
    private final Map<Path, MemorySegment> mapped = new HashMap<>();

    private ExternalData(@Nullable Path folder) {
        this.folder = folder;
    }

    /** For a model in this folder. */
    static ExternalData beside(Path folder) {
        return new ExternalData(folder);
    }

    /** For a model that is no file; external weights are refused. */
    static ExternalData none() {
        return new ExternalData(null);
    }

    /**
     * A tensor over the mapped bytes.
     *
     * @throws OnnxException if the file lies elsewhere or is too short
     */
    TensorData read(TensorProto proto) {
        ElementType type = TensorCodec.type(proto);
        Shape shape = TensorCodec.shape(proto, type);
        long expected = shape.elements() * type.bytes();
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : proto.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        String location = entries.getOrDefault("location", "");
        MemorySegment file = map(proto, location);
        long offset = number(proto, entries.getOrDefault("offset", "0"));
        long length = entries.containsKey("length") ? number(proto, entries.get("length")) : expected;
        if (length != expected) {
            throw error(proto, type + " " + shape + " needs " + expected + " bytes, the file says " + length);
        }
        if (offset > file.byteSize() - length) {
            throw error(
                    proto,
                    "bytes " + offset + " to " + (offset + length) + " of '" + location + "' were asked for, it has "
                            + file.byteSize());
        }
        return TensorData.of(type, shape, file.asSlice(offset, length).asByteBuffer());
    }

    private static long number(TensorProto proto, @Nullable String text) {
        try {
            long number = Long.parseLong(String.valueOf(text));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw error(proto, "expected a number of bytes, got '" + text + "'");
        }
        throw error(proto, "expected a number of bytes, got '" + text + "'");
    }

    private MemorySegment map(TensorProto proto, String location) {
        if (folder == null) {
            throw error(proto, "its bytes lie in the file '" + location + "', but the model was not read from a file");
        }
        try {
            Path file = folder.resolve(location).normalize();
            if (location.isEmpty() || Path.of(location).isAbsolute() || !inside(folder, file)) {
                throw error(proto, "its file '" + location + "' lies outside the model's folder, which is refused");
            }
            MemorySegment known = mapped.get(file);
            if (known == null) {
                known = map(file);
                mapped.put(file, known);
            }
            return known;
        } catch (IOException | InvalidPathException e) {
            throw error(proto, "its file '" + location + "' cannot be read: " + e.getMessage());
        }
    }

    /** Also after links are followed. */
    private static boolean inside(Path folder, Path file) throws IOException {
        return file.startsWith(folder.normalize())
                && (Files.notExists(file) || file.toRealPath().startsWith(folder.toRealPath()));
    }

    private static MemorySegment map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }

    private static OnnxException error(TensorProto proto, String problem) {
        return new OnnxException("weights '" + proto.getName() + "': " + problem);
    }
}
