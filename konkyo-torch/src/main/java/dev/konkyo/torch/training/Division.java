package dev.konkyo.torch.training;

/**
 * How photos are divided into those to learn from and those to judge by, where the data does not say so itself.
 *
 * @param validation share of each class that is held back, in [0, 1)
 * @param folds parts that are held back in turn, at least 2; 0 for one division by share
 */
public record Division(double validation, int folds) {
    public Division {
        if (!(validation >= 0 && validation < 1) || folds < 0 || folds == 1) {
            throw new IllegalArgumentException(
                    "the validation share must lie in [0, 1) and folds be at least 2 (0 for none), got " + validation
                            + " and " + folds);
        }
    }

    public Division withValidation(double other) {
        return new Division(other, folds);
    }

    public Division withFolds(int other) {
        return new Division(validation, other);
    }
}
