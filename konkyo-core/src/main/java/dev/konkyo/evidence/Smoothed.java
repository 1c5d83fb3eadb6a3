package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.List;

/**
 * Any method, averaged over harmless changes of the photo: itself and its mirror image, each as it is, a tenth weaker and a tenth stronger after
 * preprocessing (test-time augmentation, as Gildenblat and contributors 2021, "PyTorch library for CAM methods"). Costs six times as much.
 */
public record Smoothed(EvidenceMethod method) implements EvidenceMethod {
    private static final List<Float> STRENGTHS = List.of(1f, 0.9f, 1.1f);

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            Evidence plain = method.explain(image, target);
            // Of every copy the same is asked as of the photo, even if another class would win there.
            Target asked = Target.Weighted.of(target, plain.logits());
            TensorData sum = plain.maps();
            for (float strength : STRENGTHS) {
                TensorData copy = Grids.scaled(image, strength);
                if (strength != 1) {
                    sum = Grids.sum(sum, method.explain(copy, asked).maps());
                }
                sum = Grids.sum(
                        sum, mirrored(method.explain(mirrored(copy), asked).maps()));
            }
            return new Evidence(plain.logits(), Grids.scaled(sum, 1f / (2 * STRENGTHS.size())), plain.unit());
        });
    }

    /** Left and right exchanged. */
    private static TensorData mirrored(TensorData grids) {
        Shape shape = grids.shape();
        int width = shape.at(-1);
        float[] values = grids.toFloats();
        float[] mirrored = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            mirrored[i / width * width + width - 1 - i % width] = values[i];
        }
        return TensorData.ofFloats(shape, mirrored);
    }
}
