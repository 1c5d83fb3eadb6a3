package dev.konkyo.weights;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds: eight bytes with the length of a JSON header, the header, then the tensors' bytes without gaps.
 *
 * @param weights in the order of the header; their bytes are mapped, so the file must not be changed in place while they are used
 * @param metadata the header's texts under {@code __metadata__}
 */
public record SafetensorsFile(Weights weights, Map<String, String> metadata) {
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** A header describes tensors in about a hundred bytes each; more than this is damage, or an attack on memory. */
    private static final long LONGEST_HEADER = 16L << 20;

    private static final int CHUNK = 1 << 20;

    public SafetensorsFile {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Maps a file. Element types F64, F32, F16, BF16, I64, I32, I8, U8 and BOOL are known.
     *
     * @throws WeightsException with one line that starts with the file's name if it is no safetensors file or a damaged one
     */
    public static SafetensorsFile read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (NoSuchFileException e) {
            throw new WeightsException(file + ": the file does not exist", e);
        } catch (IOException e) {
            throw new WeightsException(file + ": the file cannot be read: " + e.getMessage(), e);
        } catch (WeightsException | GraphException e) {
            throw new WeightsException(file + ": " + e.getMessage(), e);
        }
    }

    private static SafetensorsFile read(MemorySegment file) {
        if (file.byteSize() < Long.BYTES) {
            throw new WeightsException("expected a safetensors file, got one of " + file.byteSize() + " bytes");
        }
        long length = file.get(LENGTH, 0);
        if (length < 2 || length > Math.min(LONGEST_HEADER, file.byteSize() - Long.BYTES)) {
            throw new WeightsException("expected a safetensors file, got a header of " + Long.toUnsignedString(length)
                    + " bytes in a file of " + file.byteSize() + "; is it another format, or cut off?");
        }
        SafetensorsHeader header =
                SafetensorsHeader.parse(file.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE));
        MemorySegment data = file.asSlice(Long.BYTES + length);
        header.checkCovers(data.byteSize());
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            tensors.put(
                    entry.name(),
                    TensorData.of(
                            entry.type(),
                            entry.shape(),
                            data.asSlice(entry.begin(), entry.end() - entry.begin())
                                    .asByteBuffer()));
        }
        return new SafetensorsFile(Weights.of(tensors), header.metadata());
    }

    /**
     * Writes a file that is replaced as a whole or not at all. Tensors with larger elements come first, so that all are aligned.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Weights weights, Map<String, String> metadata, Path file) {
        SafetensorsHeader header = SafetensorsHeader.of(weights, metadata);
        byte[] json = header.toJson();
        AtomicFile.write(file, out -> {
            byte[] length = new byte[Long.BYTES];
            MemorySegment.ofArray(length).set(LENGTH, 0, json.length);
            out.write(length);
            out.write(json);
            for (SafetensorsHeader.Entry entry : header.inFileOrder()) {
                copy(weights.at(entry.name()), out);
            }
        });
    }

    /** In pieces: a channel copies each buffer once more on its way, and that copy should stay small. */
    private static void copy(TensorData tensor, OutputStream out) throws IOException {
        var bytes = tensor.buffer();
        var channel = Channels.newChannel(out);
        while (bytes.hasRemaining()) {
            int size = Math.min(CHUNK, bytes.remaining());
            channel.write(bytes.slice(bytes.position(), size));
            bytes.position(bytes.position() + size);
        }
    }
}
