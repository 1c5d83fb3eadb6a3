package dev.konkyo.image.augment;

import dev.konkyo.image.Image;
import java.util.function.DoubleUnaryOperator;

/** One curve for every component of every pixel. */
final class ToneCurve {
    private ToneCurve() {}

    /** Changes values in [0, 255]; results are rounded and kept within that range. */
    static Image apply(Image picture, DoubleUnaryOperator curve) {
        byte[] changed = new byte[256];
        for (int value = 0; value < 256; value++) {
            changed[value] = component(curve.applyAsDouble(value));
        }
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = changed[rgb[i] & 0xff];
        }
        return new Image(picture.height(), picture.width(), rgb);
    }

    /** The nearest value that a component can have. */
    static byte component(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}
