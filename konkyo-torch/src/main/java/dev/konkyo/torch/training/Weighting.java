package dev.konkyo.torch.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.konkyo.torch.loss.ClassWeights;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** How much each class counts in the loss. The weights of the classes that have photos have the mean 1. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Weighting {
    /** All classes count alike. */
    record Even() implements Weighting {
        @Override
        public ClassWeights weights(List<Integer> photos) {
            return ClassWeights.even();
        }
    }

    /** A class counts in inverse proportion to its photos. */
    record InverseFrequency() implements Weighting {
        @Override
        public ClassWeights weights(List<Integer> photos) {
            return normalised(photos, n -> 1.0 / n);
        }
    }

    /**
     * A class counts in inverse proportion to the effective number of its photos, which grows ever more slowly since further photos
     * overlap with those before: (1 - beta^n) / (1 - beta) (Cui et al. 2019, "Class-Balanced Loss Based on Effective Number of
     * Samples", eq. 2).
     *
     * @param beta in [0, 1): 0 weighs all classes alike, towards 1 it is the inverse frequency
     */
    record EffectiveNumber(double beta) implements Weighting {
        public EffectiveNumber {
            if (!(beta >= 0 && beta < 1)) {
                throw new IllegalArgumentException("the effective number needs a beta in [0, 1), got " + beta);
            }
        }

        @Override
        public ClassWeights weights(List<Integer> photos) {
            return normalised(photos, n -> (1 - beta) / (1 - Math.pow(beta, n)));
        }
    }

    /**
     * The weights for some training photos.
     *
     * @param photos of each class
     */
    ClassWeights weights(List<Integer> photos);

    private static ClassWeights normalised(List<Integer> photos, IntToDoubleFunction weight) {
        List<Double> raw =
                photos.stream().map(n -> n == 0 ? 0 : weight.applyAsDouble(n)).toList();
        long present = photos.stream().filter(n -> n > 0).count();
        double sum = raw.stream().mapToDouble(Double::doubleValue).sum();
        return new ClassWeights(raw.stream().map(w -> w * present / sum).toList());
    }
}
