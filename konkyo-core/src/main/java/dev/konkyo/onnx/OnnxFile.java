package dev.konkyo.onnx;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Weights;
import dev.konkyo.onnx.format.OnnxFormat.ModelProto;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Supplier;

/** Reads and writes ONNX files. */
public final class OnnxFile {
    /** The oldest version of ONNX's operator set that is read. */
    public static final int OLDEST_OPSET = 7;

    /** The newest version of ONNX's operator set that is read, which is the newest that ONNX Runtime 1.29 takes. */
    public static final int NEWEST_OPSET = 26;

    private OnnxFile() {}

    /**
     * Reads a file. Weights in external files are mapped if these lie in the file's folder, and refused otherwise.
     *
     * @throws OnnxException with one line that starts with the file's name if it cannot be read
     */
    public static OnnxModel read(Path file) {
        return named(file.toString(), () -> map(file));
    }

    /**
     * Reads a file's bytes; they are copied. External weights are refused.
     *
     * @throws OnnxException with one line if they are no model that Konkyo can run
     */
    public static OnnxModel read(ByteBuffer bytes) {
        return named("model", () -> ModelReader.read(bytes, ExternalData.none()));
    }

    private static OnnxModel map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new OnnxException("has " + size + " bytes, the format's limit is 2 GiB");
            }
            ByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
            return ModelReader.read(
                    bytes, ExternalData.beside(file.toAbsolutePath().resolveSibling("")));
        } catch (NoSuchFileException e) {
            throw new OnnxException("the file does not exist", e);
        } catch (IOException e) {
            throw new OnnxException("the file cannot be read: " + e.getMessage(), e);
        }
    }

    private static OnnxModel named(String name, Supplier<OnnxModel> reading) {
        try {
            return reading.get();
        } catch (OnnxException | GraphException e) {
            throw new OnnxException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes opset 21, IR version 10. The file is replaced as a whole or not at all.
     *
     * @param weights must hold every parameter of the graph; others are left out
     * @throws OnnxException if the model needs more than 2 GiB
     * @throws GraphException if the weights do not fit the graph
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Graph graph, Weights weights, Map<String, String> metadata, Path file) {
        ModelProto model = ModelWriter.model(graph, weights, metadata);
        AtomicFile.write(file, model::writeTo);
    }

    /**
     * The bytes of a file.
     *
     * @throws OnnxException if the model needs more than 2 GiB
     * @throws GraphException if the weights do not fit the graph
     */
    public static byte[] bytes(Graph graph, Weights weights, Map<String, String> metadata) {
        return ModelWriter.model(graph, weights, metadata).toByteArray();
    }
}
