package dev.konkyo.app.demo;

import dev.konkyo.image.Image;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Turns linear radiance into a photo: blur, vignetting, exposure, noise, tone curve.
 *
 * @param exposure gain before the tone curve
 * @param blur standard deviation of the lens's blur in pixels
 * @param vignette loss of light at the corners, in [0, 1)
 * @param noise standard deviation of the noise at full scale; it falls with the root of the light
 * @param grain seed of the noise
 */
record Sensor(double exposure, double blur, double vignette, double noise, long grain) {
    private static final float[] DISPLAY = display();
    private static final int STEPS = 2048;
    private static final float[] GAUSSIAN = gaussian();

    static Sensor sample(RandomGenerator random, Scene scene) {
        double part =
                scene.metal().colour().luminance() * (0.5 + 0.5 * scene.light().zenith());
        double belt = scene.beltColour().luminance() * scene.light().open();
        // The camera's automatic exposure, which meters a sound scene, evens out most of the difference.
        double metered = 0.5 * part + 0.5 * belt;
        return new Sensor(
                random.nextDouble(0.3, 0.46) / Math.pow(metered, 0.75),
                scene.view().size() / 160.0 * random.nextDouble(0.3, 0.8),
                random.nextDouble(0.05, 0.3),
                random.nextDouble(0.006, 0.02),
                random.nextLong());
    }

    /** The display value in [0, 1] of a linear radiance at this exposure. */
    float display(double radiance) {
        return encoded((float) (radiance * exposure));
    }

    private static float encoded(float light) {
        int step = (int) (light * STEPS);
        return step < 0 ? 0 : DISPLAY[Math.min(step, DISPLAY.length - 1)];
    }

    /** @param linear radiance, [size, size, 3], which is left as it is */
    Image develop(float[] linear, int size) {
        float[] sharp = blurred(linear, size);
        var random = new SplittableRandom(grain);
        byte[] rgb = new byte[sharp.length];
        double half = size / 2.0;
        for (int y = 0, i = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double out = ((x - half) * (x - half) + (y - half) * (y - half)) / (2 * half * half);
                float gain = (float) (exposure * (1 - vignette * out));
                long draw = random.nextLong();
                for (int channel = 0; channel < 3; channel++, i++, draw >>>= 16) {
                    float light = Math.min(sharp[i] * gain, 3f);
                    float shot = (float) (noise * Math.sqrt(light + 0.01)) * GAUSSIAN[(int) draw & 0xffff];
                    rgb[i] = (byte) (int) (encoded(light + shot) * 255 + 0.5f);
                }
            }
        }
        return new Image(size, size, rgb);
    }

    private float[] blurred(float[] linear, int size) {
        int reach = Math.max(1, (int) Math.ceil(2.5 * blur));
        float[] kernel = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = (float) Math.exp(-i * i / (2 * blur * blur));
            sum += kernel[i + reach];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return filtered(filtered(linear, size, kernel, 3), size, kernel, 3 * size);
    }

    /** Filters along the axis whose neighbours lie {@code stride} floats apart. */
    private static float[] filtered(float[] pixels, int size, float[] kernel, int stride) {
        int reach = kernel.length / 2;
        float[] result = new float[pixels.length];
        for (int k = -reach; k <= reach; k++) {
            float weight = kernel[k + reach];
            int shift = k * stride;
            int from = Math.max(0, -shift);
            int to = Math.min(pixels.length, pixels.length - shift);
            for (int i = from; i < to; i++) {
                result[i] += weight * pixels[i + shift];
            }
        }
        repeatBorder(result, size, reach, stride);
        return result;
    }

    /** Overwrites the places whose neighbours lay beyond the border by the nearest place that has all of them. */
    private static void repeatBorder(float[] pixels, int size, int reach, int stride) {
        int lines = pixels.length / size;
        for (int line = 0; line < lines; line++) {
            int start = line / stride * stride * size + line % stride;
            for (int place = 0; place < reach; place++) {
                pixels[start + place * stride] = pixels[start + reach * stride];
                pixels[start + (size - 1 - place) * stride] = pixels[start + (size - 1 - reach) * stride];
            }
        }
    }

    /** The sRGB curve after a shoulder that lets highlights run out softly, over light in [0, 4). */
    private static float[] display() {
        float[] curve = new float[4 * STEPS];
        for (int i = 0; i < curve.length; i++) {
            double light = (double) i / STEPS;
            double held = light < 0.6 ? light : 0.6 + 0.4 * (1 - Math.exp(-(light - 0.6) / 0.4));
            curve[i] = (float) (held <= 0.0031308 ? 12.92 * held : 1.055 * Math.pow(held, 1 / 2.4) - 0.055);
        }
        return curve;
    }

    private static float[] gaussian() {
        var random = new SplittableRandom(5);
        float[] table = new float[1 << 16];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) random.nextGaussian();
        }
        return table;
    }
}
