package dev.konkyo.torch.loss;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.Tensors;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What a batch shows: for each photo a distribution over the classes. A photo with one label has the whole share there, a mixed
 * photo has shares in several.
 *
 * @param shares floating, [N, classes], every row at least 0 with the sum 1, or less where (part of) a photo has no label; lives in its
 *     maker's scope
 * @param taught what teachers say of the same photos, softened, of the same shape, every row with the sum 1
 */
public record Targets(Tensor shares, Optional<Tensor> taught) {
    public Targets {
        if (shares.dim() != 2) {
            throw new IllegalArgumentException(
                    "targets have the shape [photos, classes], got " + Tensors.shape(shares));
        }
    }

    /** Labels alone. */
    public Targets(Tensor shares) {
        this(shares, Optional.empty());
    }

    /**
     * Whole shares.
     *
     * @param labels in [0, classes), one for each photo
     * @return in the caller's scope
     */
    public static Targets of(long[] labels, int classes) {
        float[] shares = new float[labels.length * classes];
        for (int photo = 0; photo < labels.length; photo++) {
            if (labels[photo] < 0 || labels[photo] >= classes) {
                throw new IllegalArgumentException(
                        "a label lies in [0, " + classes + "), got " + labels[photo] + " for photo " + photo);
            }
            shares[photo * classes + (int) labels[photo]] = 1;
        }
        return of(TensorData.ofFloats(Shape.of(labels.length, classes), shares));
    }

    /**
     * A copy of shares that were worked out elsewhere.
     *
     * @param shares floating, [N, classes]
     * @return in the caller's scope
     */
    public static Targets of(TensorData shares) {
        return new Targets(Tensors.copyOf(shares));
    }

    /** The shares as numbers of the same type as the scores that they are held against. */
    public Tensor like(Tensor logits) {
        return shares.to(logits.scalar_type());
    }

    /**
     * The class with the largest share of each photo: int64, [N]; of equal shares the first. What has no label counts as what the
     * teachers say.
     */
    public Tensor labels() {
        return taught.map(this::completed).orElse(shares).argmax(new LongOptional(1), false);
    }

    private Tensor completed(Tensor distribution) {
        Tensor unknown = shares.sum(1).neg().add(new Scalar(1)).unsqueeze(1);
        return shares.add(distribution.mul(unknown));
    }
}
