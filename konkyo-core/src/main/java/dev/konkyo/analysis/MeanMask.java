package dev.konkyo.analysis;

import dev.konkyo.image.Image;
import java.util.List;

/** Patches of a picture replaced by the picture's mean colour. */
final class MeanMask {
    private final Image picture;
    private final byte[] colour = new byte[3];

    MeanMask(Image picture) {
        this.picture = picture;
        long[] sums = new long[3];
        byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length; i++) {
            sums[i % 3] += Byte.toUnsignedInt(rgb[i]);
        }
        for (int channel = 0; channel < 3; channel++) {
            colour[channel] = (byte) Math.round(3.0 * sums[channel] / rgb.length);
        }
    }

    /** The picture without some patches, which lie within it. */
    Image over(List<Patch> patches) {
        byte[] rgb = picture.rgb().clone();
        for (Patch patch : patches) {
            for (int y = patch.top(); y < patch.top() + patch.height(); y++) {
                int start = 3 * (y * picture.width() + patch.left());
                for (int i = start; i < start + 3 * patch.width(); i++) {
                    rgb[i] = colour[i % 3];
                }
            }
        }
        return new Image(picture.height(), picture.width(), rgb);
    }
}
