package dev.konkyo.model;

import dev.konkyo.file.FileHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which photos a model has learnt from, so that nobody judges it by them unawares. Of each photo the first six bytes of its file's SHA-256
 * are kept: ten thousand photos beside as many learnt ones are mistaken for one of them with a probability below 4e-7.
 *
 * @param hashes eight Base64 digits per photo, sorted and without a gap
 */
public record LearntPhotos(String hashes) {
    private static final int DIGITS = 8;
    private static final int HEXADECIMAL_DIGITS = 12;

    public LearntPhotos {
        if (hashes.length() % DIGITS != 0) {
            throw new IllegalArgumentException(
                    "hashes of photos have " + DIGITS + " digits each, got " + hashes.length() + " in all");
        }
    }

    /**
     * Reads these photos.
     *
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    public static LearntPhotos of(Collection<Path> photos) {
        Set<String> hashes = new TreeSet<>();
        photos.forEach(photo -> hashes.add(hash(photo)));
        return new LearntPhotos(String.join("", hashes));
    }

    /** These and those. */
    public LearntPhotos and(LearntPhotos others) {
        Set<String> all = new TreeSet<>(digits());
        all.addAll(others.digits());
        return new LearntPhotos(String.join("", all));
    }

    /** The files among some that hold such a photo, under whatever name; all are read. */
    public Set<Path> among(Collection<Path> files) {
        Set<String> known = new HashSet<>(digits());
        Set<Path> found = new HashSet<>();
        for (Path file : files) {
            if (known.contains(hash(file))) {
                found.add(file);
            }
        }
        return found;
    }

    private List<String> digits() {
        List<String> digits = new ArrayList<>();
        for (int i = 0; i < hashes.length(); i += DIGITS) {
            digits.add(hashes.substring(i, i + DIGITS));
        }
        return digits;
    }

    private static String hash(Path photo) {
        byte[] first = HexFormat.of().parseHex(FileHash.sha256(photo).substring(0, HEXADECIMAL_DIGITS));
        return Base64.getEncoder().encodeToString(first);
    }
}
