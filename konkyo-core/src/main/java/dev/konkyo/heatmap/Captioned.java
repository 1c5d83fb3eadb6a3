package dev.konkyo.heatmap;

import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;

/** A picture with a line of text below it. */
public record Captioned(String caption, Image image) {

    /** A mask, white on black. */
    public static Captioned of(String caption, Mask mask) {
        byte[] rgb = new byte[3 * mask.height() * mask.width()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (mask.pixels()[i / 3] ? 255 : 0);
        }
        return new Captioned(caption, new Image(mask.height(), mask.width(), rgb));
    }
}
