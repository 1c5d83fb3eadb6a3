package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;
import dev.konkyo.model.Classifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Any method, averaged over harmless changes of the photo: itself and its mirror image, each as it is, a tenth weaker and a tenth stronger after
 * preprocessing (test-time augmentation, as Gildenblat and contributors 2021, "PyTorch library for CAM methods"). Costs six times as much.
 *
 * @param model that the method explains; it knows where maps lie
 */
public record Smoothed(Classifier model, EvidenceMethod method) implements EvidenceMethod {
    private static final List<Float> STRENGTHS = List.of(1f, 0.9f, 1.1f);

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            Evidence plain = method.explain(image, target);
            // Of every copy the same is asked as of the photo, even if another class would win there.
            Target asked = Target.Weighted.of(target, plain.logits());
            List<TensorData> maps = new ArrayList<>();
            for (float strength : STRENGTHS) {
                TensorData copy = Grids.scaled(image, strength);
                TensorData own = strength == 1
                        ? plain.maps()
                        : method.explain(copy, asked).maps();
                TensorData other =
                        mirrored(method.explain(mirrored(copy), asked).maps());
                maps.add(Grids.sum(own, back(other, own)));
            }
            TensorData sum = maps.stream().reduce(Grids::sum).orElseThrow();
            return new Evidence(plain.logits(), Grids.scaled(sum, 1f / (2 * STRENGTHS.size())), plain.unit());
        });
    }

    /**
     * The mirrored copy's map where the photo's own lies. Without padding a network may leave more of one border unseen than of the other, and
     * in the mirror image it leaves the other's: what only the photo itself shows is told by its own map alone.
     */
    private TensorData back(TensorData mirrored, TensorData own) {
        Box covered = model.covered(own.shape().at(1), own.shape().at(2));
        Box seen = new Box(1 - covered.right(), covered.y(), covered.width(), covered.height());
        return Grids.moved(mirrored, seen, own, covered);
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
