package dev.konkyo.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What a training was given, as one number: photos, masks and their places in the folder. */
public final class DatasetHash {
    private DatasetHash() {}

    /**
     * SHA-256 over every photo and mask in the order of their paths: the path from the folder on, a zero byte, the length as eight
     * bytes, the content. Where the folder itself lies does not matter.
     *
     * @return 64 hexadecimal digits
     * @throws DatasetException if a file can no longer be read
     */
    public static String of(Dataset data) {
        Map<String, Path> files = new TreeMap<>();
        for (Sample sample : data.samples()) {
            files.put(data.relative(sample.photo()), sample.photo());
            sample.mask().ifPresent(mask -> files.put(data.relative(mask), mask));
        }
        MessageDigest digest = sha256();
        files.forEach((path, file) -> add(digest, path, file));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String path, Path file) {
        try (InputStream content = Files.newInputStream(file);
                DigestOutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            sink.write(path.getBytes(StandardCharsets.UTF_8));
            sink.write(0);
            long length = Files.size(file);
            for (int shift = 56; shift >= 0; shift -= 8) {
                sink.write((int) (length >>> shift));
            }
            content.transferTo(sink);
        } catch (IOException e) {
            throw new DatasetException(file + " could not be read for the data set's hash: " + e.getMessage());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
