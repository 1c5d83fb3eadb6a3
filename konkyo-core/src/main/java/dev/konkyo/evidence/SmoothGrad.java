package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;
import java.util.SplittableRandom;

/**
 * SmoothGrad (Smilkov et al. 2017, "SmoothGrad: removing noise by adding noise"): the gradient by the pixels, averaged over noisy copies of the
 * photo. The map says how far the score moves, not in which direction: the magnitude, summed over colours, for a change by one grey level.
 *
 * @param copies at least 1; the paper sees little gain beyond 50
 * @param noise standard deviation as a share of the photo's range, at least 0; the paper's is 0.1 to 0.2
 * @param seed of the noise
 */
public record SmoothGrad(DifferentiableClassifier model, int copies, double noise, long seed)
        implements EvidenceMethod {
    public SmoothGrad {
        if (copies < 1 || !(noise >= 0 && Double.isFinite(noise))) {
            throw new IllegalArgumentException(
                    "SmoothGrad needs at least 1 copy and a noise of at least 0, got " + copies + " and " + noise);
        }
    }

    /** Fifty copies with a noise of 15 %. */
    static SmoothGrad usual(DifferentiableClassifier model) {
        return new SmoothGrad(model, 50, 0.15, 1);
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            TensorData logits = model.logits(image);
            Target asked = Target.Weighted.of(target, logits);
            float[] pixels = image.toFloats();
            double deviation = noise * PixelPass.range(image);
            TensorData mean = PixelPass.meanGradient(
                    model, image, copies, (copy, values) -> disturb(copy, pixels, deviation, values), asked::weights);
            return PixelPass.evidence(logits, PixelPass.sensitivity(image, mean), Evidence.gradientUnit(model.card()));
        });
    }

    private void disturb(int copy, float[] pixels, double deviation, float[] values) {
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * copy);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (pixels[i] + deviation * random.nextGaussian());
        }
    }
}
