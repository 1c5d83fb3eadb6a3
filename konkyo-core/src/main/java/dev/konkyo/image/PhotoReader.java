package dev.konkyo.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads JPEG (also CMYK), PNG, BMP, TIFF (its first page) and WebP, told apart by their content. The photo comes out upright
 * (EXIF orientation applied) and as 8-bit RGB: grey is repeated, 16-bit values lose their lower byte, transparent pixels are laid
 * on white (the opacity of a 16-bit TIFF is ignored). CMYK is taken as Adobe stores it (255 = no ink), as browsers do. Colour profiles are not applied.
 *
 * @param maximumPixels a photo whose header announces more is refused before anything is decoded
 */
public record PhotoReader(long maximumPixels) {
    /** The system property that holds another limit for {@link #standard}, in megapixels. */
    public static final String LIMIT = "konkyo.megapixels";

    private static final int MEGA = 1_000_000;
    private static final int USUAL_MEGAPIXELS = 100;

    /** The three bytes of each pixel lie in one array. */
    private static final int MOST_MEGAPIXELS = 700;

    /** No photo of any allowed size needs a longer file. */
    private static final long MAXIMUM_BYTES = 1L << 30;

    public PhotoReader {
        if (maximumPixels <= 0) {
            throw new IllegalArgumentException("a photo needs at least one pixel, got a limit of " + maximumPixels);
        }
    }

    /**
     * A reader that takes photos of up to 100 megapixels, or of as many as the system property {@value #LIMIT} says.
     *
     * @throws IllegalArgumentException if the property is no whole number from 1 to 700
     */
    public static PhotoReader standard() {
        return limited(System.getProperty(LIMIT, String.valueOf(USUAL_MEGAPIXELS)));
    }

    /** The reader for a limit as it is written in the property. */
    static PhotoReader limited(String megapixels) {
        int limit = megapixels.matches("[0-9]{1,9}") ? Integer.parseInt(megapixels) : 0;
        if (limit < 1 || limit > MOST_MEGAPIXELS) {
            throw new IllegalArgumentException(LIMIT + ": expected a whole number of megapixels from 1 to "
                    + MOST_MEGAPIXELS + ", got '" + megapixels + "'");
        }
        return new PhotoReader((long) limit * MEGA);
    }

    /**
     * Reads a photo at its full size.
     *
     * @throws UnreadablePhotoException if the file cannot be used as a photo, with the reason
     */
    public Image read(Path file) {
        return read(file, Integer.MAX_VALUE);
    }

    /**
     * Reads a photo that will be made smaller anyway: a JPEG may come out at a half, a quarter or an eighth of its sides, which
     * takes less time, as long as its shorter side keeps the given length.
     *
     * @throws UnreadablePhotoException if the file cannot be used as a photo, with the reason
     */
    public Image read(Path file, int shortSideAtLeast) {
        try {
            return decode(bytes(file), shortSideAtLeast);
        } catch (UnreadablePhotoException e) {
            throw e.file().isPresent() ? e : new UnreadablePhotoException(file, e.reason());
        }
    }

    /**
     * A photo from its file's bytes, at its full size.
     *
     * @throws UnreadablePhotoException if the bytes are no photo, with the reason
     */
    public Image decode(byte[] file) {
        return decode(file, Integer.MAX_VALUE);
    }

    /** A photo from its file's bytes, possibly smaller; see {@link #read(Path, int)}. */
    public Image decode(byte[] file, int shortSideAtLeast) {
        return Decoder.decode(file, header(file), shortSideAtLeast);
    }

    /**
     * Reads a mask: a pixel is set where the picture is brighter than half.
     *
     * @throws UnreadablePhotoException if the file cannot be used, or nothing in it is black and nothing bright
     */
    public Mask readMask(Path file) {
        try {
            byte[] bytes = bytes(file);
            return Decoder.mask(bytes, header(bytes));
        } catch (UnreadablePhotoException e) {
            throw e.file().isPresent() ? e : new UnreadablePhotoException(file, e.reason());
        }
    }

    /**
     * The header of a photo, without decoding it.
     *
     * @throws UnreadablePhotoException if the bytes are no photo, end too early, or announce more pixels than allowed
     */
    public PhotoHeader header(byte[] file) {
        PhotoHeader header = PhotoHeader.of(file);
        if (header.pixels() > maximumPixels) {
            var wayOn = header.pixels() <= (long) MOST_MEGAPIXELS * MEGA
                    ? "; -D" + LIMIT + "=" + Math.ceilDiv(header.pixels(), MEGA) + " for the JVM allows it"
                    : "";
            throw new UnreadablePhotoException(String.format(
                    Locale.ROOT,
                    "too large: expected at most %.1f megapixels, got %d x %d pixels%s",
                    maximumPixels / 1e6,
                    header.width(),
                    header.height(),
                    wayOn));
        }
        return header;
    }

    /**
     * The bytes of a photo's file.
     *
     * @throws UnreadablePhotoException if the file is missing, may not be read, or is no ordinary file
     */
    public byte[] bytes(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new UnreadablePhotoException(file, "a folder, expected an image file");
            } else if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new UnreadablePhotoException(file, "a device or pipe, expected an ordinary image file");
            }
            long size = Files.size(file);
            if (size > MAXIMUM_BYTES) {
                throw new UnreadablePhotoException(
                        file, "too large: expected a file of at most " + MAXIMUM_BYTES + " bytes, got " + size);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnreadablePhotoException(file, "no such file");
        } catch (AccessDeniedException e) {
            throw new UnreadablePhotoException(file, "may not be read: permission denied");
        } catch (IOException e) {
            throw new UnreadablePhotoException(file, "could not be read: " + e.getMessage());
        }
    }
}
