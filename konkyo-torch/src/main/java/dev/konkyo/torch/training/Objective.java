package dev.konkyo.torch.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.CosineHead.Centres;
import dev.konkyo.torch.loss.ClassWeights;
import dev.konkyo.torch.loss.CosineLoss;
import dev.konkyo.torch.loss.CosineSoftmax;
import dev.konkyo.torch.loss.FocalLoss;
import dev.konkyo.torch.loss.Loss;
import dev.konkyo.torch.loss.TripletLoss;
import java.util.List;

/** What training makes small. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Objective {
    /** How classes with few photos are made up for in the loss. */
    Weighting weighting();

    /** The same objective with another weighting. */
    Objective with(Weighting other);

    /** See {@link dev.konkyo.torch.loss.CrossEntropy}. */
    record CrossEntropy(double smoothing, Weighting weighting) implements Objective {
        public CrossEntropy {
            checkSmoothing(smoothing);
        }

        @Override
        public Objective with(Weighting other) {
            return new CrossEntropy(smoothing, other);
        }
    }

    /** See {@link FocalLoss}. */
    record Focal(double focus, Weighting weighting) implements Objective {
        public Focal {
            if (!(focus >= 0 && Double.isFinite(focus))) {
                throw new IllegalArgumentException("the focal loss needs a focus of at least 0, got " + focus);
            }
        }

        @Override
        public Objective with(Weighting other) {
            return new Focal(focus, other);
        }
    }

    /** Objectives over embeddings of length 1 and the cosines between them and class centres, see {@link CosineHead}. */
    sealed interface Metric extends Objective {
        /** Where the class centres come from. */
        default Centres centres() {
            return Centres.LEARNT;
        }
    }

    /**
     * See {@link CosineSoftmax}.
     *
     * @param scale 0 for {@link CosineLoss#usualScale}, here and in the other objectives
     */
    record Cosine(double scale, Weighting weighting) implements Metric {
        public Cosine {
            var _ = new CosineSoftmax(factor(scale, 2), ClassWeights.even());
        }

        @Override
        public Objective with(Weighting other) {
            return new Cosine(scale, other);
        }
    }

    /** See {@link dev.konkyo.torch.loss.ArcFace}. */
    record ArcFace(double scale, double margin, boolean easyMargin, Weighting weighting) implements Metric {
        public ArcFace {
            var _ = new dev.konkyo.torch.loss.ArcFace(factor(scale, 2), margin, easyMargin, ClassWeights.even());
        }

        @Override
        public Objective with(Weighting other) {
            return new ArcFace(scale, margin, easyMargin, other);
        }
    }

    /** See {@link dev.konkyo.torch.loss.CosFace}. */
    record CosFace(double scale, double margin, Weighting weighting) implements Metric {
        public CosFace {
            var _ = new dev.konkyo.torch.loss.CosFace(factor(scale, 2), margin, ClassWeights.even());
        }

        @Override
        public Objective with(Weighting other) {
            return new CosFace(scale, margin, other);
        }
    }

    /** See {@link dev.konkyo.torch.loss.AdaCos}. */
    record AdaCos(Adaptation adaptation, Weighting weighting) implements Metric {
        /** Whether the scale changes while training goes on. */
        public enum Adaptation {
            FIXED,
            DYNAMIC
        }

        @Override
        public Objective with(Weighting other) {
            return new AdaCos(adaptation, other);
        }
    }

    /** See {@link TripletLoss}; triplets leave no room for weights of classes. */
    record Triplet(TripletLoss.Mining mining, TripletLoss.Margin margin) implements Metric {
        @Override
        public Centres centres() {
            return Centres.MEAN;
        }

        @Override
        public Weighting weighting() {
            return new Weighting.Even();
        }

        /** @throws IllegalArgumentException if classes shall not count alike */
        @Override
        public Objective with(Weighting other) {
            if (!(other instanceof Weighting.Even)) {
                throw new IllegalArgumentException(
                        "the triplet loss cannot weigh classes, it shows them equally often");
            }
            return this;
        }
    }

    /** Cross-entropy with a tenth of smoothing, all classes alike. */
    static Objective standard() {
        return crossEntropy(0.1);
    }

    /** Cross-entropy, all classes alike. */
    static Objective crossEntropy(double smoothing) {
        return new CrossEntropy(smoothing, new Weighting.Even());
    }

    /**
     * The loss for training photos.
     *
     * @param photos of each class
     */
    default Loss loss(List<Integer> photos) {
        ClassWeights weights = weighting().weights(photos);
        return switch (this) {
            case CrossEntropy chosen -> new dev.konkyo.torch.loss.CrossEntropy(chosen.smoothing, weights);
            case Focal chosen -> new FocalLoss(chosen.focus, weights);
            case Cosine chosen -> new CosineSoftmax(factor(chosen.scale, photos.size()), weights);
            case ArcFace chosen ->
                new dev.konkyo.torch.loss.ArcFace(
                        factor(chosen.scale, photos.size()), chosen.margin, chosen.easyMargin, weights);
            case CosFace chosen ->
                new dev.konkyo.torch.loss.CosFace(factor(chosen.scale, photos.size()), chosen.margin, weights);
            case AdaCos chosen ->
                chosen.adaptation == AdaCos.Adaptation.DYNAMIC
                        ? dev.konkyo.torch.loss.AdaCos.dynamic(photos.size(), weights)
                        : dev.konkyo.torch.loss.AdaCos.fixed(photos.size(), weights);
            case Triplet chosen -> new TripletLoss(chosen.mining, chosen.margin);
        };
    }

    /** A scale of 0 is the one that suits the number of classes. */
    private static double factor(double chosen, int classes) {
        return chosen == 0 ? CosineLoss.usualScale(classes) : chosen;
    }

    private static void checkSmoothing(double smoothing) {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must lie in [0, 1), got " + smoothing);
        }
    }
}
