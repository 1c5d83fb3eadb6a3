package dev.konkyo.torch.loss;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A photo must be nearer to photos of its class than to those of others. Photos without another of their class in the batch, or without one of another
 * class, teach nothing and do not count.
 *
 * @param mining which triplets of a batch count
 * @param margin how much nearer
 */
public record TripletLoss(Mining mining, Margin margin) implements EmbeddingLoss {
    /** Keeps the gradient of the distance finite where embeddings coincide. */
    private static final double SMALLEST_SQUARE = 1e-12;

    private static final double FAR = 1e6;

    /** Which triplets of a batch count. */
    public enum Mining {
        /**
         * Of each photo the farthest of its class and the nearest of the others, by Euclidean distance (Hermans et al. 2017, "In Defense of
         * the Triplet Loss for Person Re-Identification", equation 5).
         */
        BATCH_HARD,
        /**
         * Of each pair of a class the nearest photo of the others that is farther than the pair's second, or the farthest of all if none is, by
         * squared Euclidean distance (Schroff et al. 2015, "FaceNet: A Unified Embedding for Face Recognition and Clustering", equation 3 and
         * section 3.2).
         */
        SEMI_HARD
    }

    /** How much farther photos of other classes must be. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    public sealed interface Margin {
        /** Nothing is left to learn from this difference of distances on. */
        record Hard(double distance) implements Margin {
            public Hard {
                if (!(distance > 0 && distance < 4)) {
                    throw new IllegalArgumentException("the triplet margin is a distance in (0, 4), got " + distance);
                }
            }
        }

        /** The logarithm of 1 + e^x in place of the hinge: there is always something to learn (Hermans et al. 2017, section 2). */
        record Soft() implements Margin {}
    }

    @Override
    public Tensor of(Tensor embeddings, Targets targets) {
        Tensor counted = counted(labels(targets)).to(embeddings.scalar_type());
        return perPhoto(embeddings, targets).sum().div(counted.sum().clamp_min(new Scalar(1)));
    }

    /** [N]; 0 for photos that do not count. With semi-hard mining the mean over a photo's pairs. */
    @Override
    public Tensor perPhoto(Tensor embeddings, Targets targets) {
        Tensor labels = labels(targets);
        Tensor same = labels.unsqueeze(1).eq(labels.unsqueeze(0));
        Tensor other = same.logical_not();
        Tensor self = torch.eye(labels.size(0), new TensorOptions(ScalarType.Bool));
        Tensor positive = same.logical_and(self.logical_not());
        Tensor losses = switch (mining) {
            case BATCH_HARD -> batchHard(squares(embeddings).sqrt(), positive, other);
            case SEMI_HARD -> semiHard(squares(embeddings), positive, other);
        };
        return losses.mul(counted(labels).to(embeddings.scalar_type()));
    }

    private Tensor batchHard(Tensor distances, Tensor positive, Tensor other) {
        Tensor farthest =
                distances.masked_fill(positive.logical_not(), new Scalar(-FAR)).amax(new long[] {1}, false);
        Tensor nearest =
                distances.masked_fill(other.logical_not(), new Scalar(FAR)).amin(new long[] {1}, false);
        // Rows without positives or negatives would bring the filling in; they are zeroed before the margin as after
        // it.
        Tensor rows = positive.any(1).logical_and(other.any(1));
        return hinge(farthest.sub(nearest).masked_fill(rows.logical_not(), new Scalar(0)));
    }

    private Tensor semiHard(Tensor squares, Tensor positive, Tensor other) {
        long photos = squares.size(0);
        Tensor pair = squares.unsqueeze(2);
        Tensor foreign = squares.unsqueeze(1).expand(photos, photos, photos);
        Tensor allowed = other.unsqueeze(1).expand(photos, photos, photos);
        Tensor beyond = allowed.logical_and(foreign.gt(pair));
        Tensor nearest =
                foreign.masked_fill(beyond.logical_not(), new Scalar(FAR)).amin(new long[] {2}, false);
        Tensor farthest = squares.masked_fill(other.logical_not(), new Scalar(-FAR))
                .amax(new long[] {1}, true)
                .expand(photos, photos);
        Tensor negative = torch.where(beyond.any(2), nearest, farthest);
        Tensor pairs = positive.logical_and(other.any(1).unsqueeze(1));
        Tensor counted = pairs.to(squares.scalar_type());
        Tensor losses = hinge(squares.sub(negative).masked_fill(pairs.logical_not(), new Scalar(0)))
                .mul(counted);
        return losses.sum(1).div(counted.sum(1).clamp_min(new Scalar(1)));
    }

    /** The centre of the own class is the photo's friend, the nearest other one its foe. */
    @Override
    public Tensor againstCentres(Tensor cosines, Targets targets) {
        Tensor label = labels(targets).unsqueeze(1);
        Tensor own = distance(cosines.gather(1, label));
        Tensor nearest = distance(cosines.scatter(1, label, new Scalar(-2)).amax(new long[] {1}, true));
        return hinge(own.sub(nearest)).mean();
    }

    /** Between points of length 1, in the measure of the mining. */
    private Tensor distance(Tensor cosine) {
        Tensor square = square(cosine);
        return mining == Mining.SEMI_HARD ? square : square.sqrt();
    }

    private static Tensor square(Tensor cosine) {
        return cosine.mul(new Scalar(-2)).add(new Scalar(2)).clamp_min(new Scalar(SMALLEST_SQUARE));
    }

    /** |a - b|^2 = 2 - 2 cos for points of length 1. */
    private static Tensor squares(Tensor embeddings) {
        return square(embeddings.matmul(embeddings.t()));
    }

    private Tensor hinge(Tensor difference) {
        return switch (margin) {
            case Margin.Hard(double distance) ->
                difference.add(new Scalar(distance)).relu();
            case Margin.Soft() -> torch.softplus(difference);
        };
    }

    private static Tensor counted(Tensor labels) {
        Tensor same = labels.unsqueeze(1).eq(labels.unsqueeze(0));
        return same.sum(1).gt(new Scalar(1)).logical_and(same.logical_not().any(1));
    }

    /** Triplets know one class per photo. */
    private static Tensor labels(Targets targets) {
        if (targets.shares().gt(new Scalar(0)).sum(1).max().item_long() > 1) {
            throw new IllegalArgumentException(
                    "the triplet loss learns from photos of one class each, got mixed photos; "
                            + "leave out mixing, or choose a head that takes shares such as arcface");
        }
        return targets.labels();
    }
}
