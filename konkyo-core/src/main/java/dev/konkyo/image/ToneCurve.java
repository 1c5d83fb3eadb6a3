package dev.konkyo.image;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** One curve for every component of every pixel. */
public final class ToneCurve implements UnaryOperator<Image> {
    private final byte[] values;

    private ToneCurve(byte[] values) {
        this.values = values;
    }

    /** @param curve changes values in [0, 255]; its results are rounded and kept within that range */
    public static ToneCurve of(DoubleUnaryOperator curve) {
        byte[] values = new byte[256];
        for (int value = 0; value < values.length; value++) {
            values[value] = component(curve.applyAsDouble(value));
        }
        return new ToneCurve(values);
    }

    /** The nearest value that a component can have. */
    public static byte component(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    /**
     * What becomes of a value.
     *
     * @param value in [0, 255]
     * @return in [0, 255]
     */
    public int at(int value) {
        return values[value] & 0xff;
    }

    @Override
    public Image apply(Image picture) {
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = values[rgb[i] & 0xff];
        }
        return new Image(picture.height(), picture.width(), rgb);
    }
}
