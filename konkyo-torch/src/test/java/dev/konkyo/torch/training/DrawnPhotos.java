package dev.konkyo.torch.training;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.Split;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Noise with a bright square (ng) or without (ok): learnt in a few steps, not by the mean colour alone. */
final class DrawnPhotos {
    private DrawnPhotos() {}

    static Dataset write(Path folder, int perClass, long seed) throws IOException {
        Random random = new Random(seed);
        for (String label : new String[] {"ng", "ok"}) {
            Files.createDirectories(folder.resolve(label));
            for (int i = 0; i < perClass; i++) {
                PhotoWriter.writePng(photo(label.equals("ng"), random), folder.resolve(label + "/" + i + ".png"));
            }
        }
        return new Split(0.25, 1).apply(DatasetReader.standard().read(folder));
    }

    /** A photo of {@code ng} whose mark has sides of so many pixels; others have marks of 6 pixels, so with more it is beyond doubt. */
    static Image marked(int side) {
        byte[] rgb = new byte[3 * 24 * 24];
        Arrays.fill(rgb, (byte) 100);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                rgb[3 * (y * 24 + x)] = (byte) 250;
                rgb[3 * (y * 24 + x) + 1] = 20;
            }
        }
        return new Image(24, 24, rgb);
    }

    private static Image photo(boolean marked, Random random) {
        int size = 24;
        byte[] rgb = new byte[3 * size * size];
        int base = 40 + random.nextInt(120);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (base + random.nextInt(30));
        }
        int top = random.nextInt(size - 6);
        int left = random.nextInt(size - 6);
        for (int y = top; marked && y < top + 6; y++) {
            for (int x = left; x < left + 6; x++) {
                rgb[3 * (y * size + x)] = (byte) 250;
                rgb[3 * (y * size + x) + 1] = 20;
            }
        }
        return new Image(size, size, rgb);
    }
}
