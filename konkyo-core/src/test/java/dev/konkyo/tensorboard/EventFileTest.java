package dev.konkyo.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the file back by the format's description alone: bit by bit, field by field. */
final class EventFileTest {
    private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_250L);

    @TempDir
    private Path folder;

    @Test
    void theChecksumOfTheTestItselfIsThePublishedOne() {
        // RFC 3720 gives this value of CRC-32C for the nine digits.
        assertThat(checksum("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xe3069283L);
    }

    @Test
    void recordsAreFramedWithMaskedChecksumsAndHoldTheScalars() throws IOException {
        Map<String, Double> first = new LinkedHashMap<>();
        first.put("loss/training", 0.5);
        first.put("loss/validation", Double.NaN);
        first.put("rate", 1e-3);
        try (EventFile events = EventFile.in(folder, TIME)) {
            events.add(TIME.plusSeconds(1), 1, first);
            events.add(TIME.plusSeconds(2), 300, Map.of("rate", 2.0));
        }

        Path file = folder.resolve("events.out.tfevents.1700000000250.konkyo");
        List<byte[]> records = records(Files.readAllBytes(file));

        assertThat(records).hasSize(3);
        assertThat(describe(records.get(0))).isEqualTo("time 1.70000000025E9, version brain.Event:2");
        assertThat(describe(records.get(1))).isEqualTo("time 1.70000000125E9, step 1, loss/training=0.5, rate=0.001");
        assertThat(describe(records.get(2))).isEqualTo("time 1.70000000225E9, step 300, rate=2.0");
    }

    @Test
    void whatWasAddedIsThereBeforeTheFileIsClosed() throws IOException {
        try (EventFile events = EventFile.in(folder, TIME)) {
            events.add(TIME, 1, Map.of("rate", 1.0));
            Path file = folder.resolve("events.out.tfevents.1700000000250.konkyo");
            assertThat(records(Files.readAllBytes(file))).hasSize(2);
        }
    }

    @Test
    void aFolderThatIsMissingIsOneLine() {
        assertThatThrownBy(() -> EventFile.in(folder.resolve("missing"), TIME))
                .hasMessageStartingWith("cannot write ")
                .hasMessageContaining("missing");
    }

    private static List<byte[]> records(byte[] file) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            byte[] header = new byte[8];
            buffer.get(header);
            assertThat(Integer.toUnsignedLong(buffer.getInt())).isEqualTo(masked(header));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(header)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            buffer.get(data);
            assertThat(Integer.toUnsignedLong(buffer.getInt())).isEqualTo(masked(data));
            records.add(data);
        }
        return records;
    }

    /** The format's mask: the sum's 32 bits turned right by 15, plus 0xa282ead8. */
    private static long masked(byte[] data) {
        long crc = checksum(data);
        return (((crc >> 15) | ((crc << 17) & 0xffffffffL)) + 0xa282ead8L) & 0xffffffffL;
    }

    /** CRC-32C bit by bit: the reflected polynomial 0x82f63b78, all ones before and after. */
    private static long checksum(byte[] data) {
        long crc = 0xffffffffL;
        for (byte value : data) {
            crc ^= value & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82f63b78L : crc >> 1;
            }
        }
        return crc ^ 0xffffffffL;
    }

    private static String describe(byte[] event) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(event);
        List<String> parts = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> parts.add("time " + in.readDouble());
                case 2 -> parts.add("step " + in.readInt64());
                case 3 -> parts.add("version " + in.readString());
                case 5 -> scalars(CodedInputStream.newInstance(in.readByteArray()), parts);
                default -> throw new IOException("unexpected field " + tag);
            }
        }
        return String.join(", ", parts);
    }

    private static void scalars(CodedInputStream summary, List<String> parts) throws IOException {
        for (int tag = summary.readTag(); tag != 0; tag = summary.readTag()) {
            assertThat(WireFormat.getTagFieldNumber(tag)).isEqualTo(1);
            CodedInputStream value = CodedInputStream.newInstance(summary.readByteArray());
            assertThat(WireFormat.getTagFieldNumber(value.readTag())).isEqualTo(1);
            String name = value.readString();
            assertThat(WireFormat.getTagFieldNumber(value.readTag())).isEqualTo(2);
            parts.add(name + "=" + value.readFloat());
        }
    }
}
