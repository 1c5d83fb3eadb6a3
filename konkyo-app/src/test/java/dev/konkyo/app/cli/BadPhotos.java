package dev.konkyo.app.cli;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Files that look like photos by their names and are none. */
final class BadPhotos {
    static final List<String> NAMES = List.of("empty.jpg", "truncated.png", "text.jpg", "huge.png");

    private BadPhotos() {}

    static void writeInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        var whole = PhotoWriter.png(Image.filled(64, 64, 200, 10, 90));
        Files.write(folder.resolve("truncated.png"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(folder.resolve("text.jpg"), "This is a note about the part, not a photo of it.");
        Files.write(folder.resolve("huge.png"), pngHeader(30_000, 30_000));
    }

    /** A PNG that announces a size and ends. */
    private static byte[] pngHeader(int height, int width) throws IOException {
        var header = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(header)) {
            out.write("IHDR".getBytes(StandardCharsets.US_ASCII));
            out.writeInt(width);
            out.writeInt(height);
            out.write(new byte[] {8, 2, 0, 0, 0});
        }
        var crc = new CRC32();
        crc.update(header.toByteArray());
        var file = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(file)) {
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
            out.writeInt(13);
            out.write(header.toByteArray());
            out.writeInt((int) crc.getValue());
        }
        return file.toByteArray();
    }
}
