package dev.konkyo.torch.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.konkyo.torch.loss.ClassWeights;
import dev.konkyo.torch.loss.FocalLoss;
import dev.konkyo.torch.loss.Loss;
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
        };
    }

    private static void checkSmoothing(double smoothing) {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must lie in [0, 1), got " + smoothing);
        }
    }
}
