package dev.konkyo.torch.training;

/** Sums over the batches of an epoch. */
final class EpochSums {
    private double loss;
    private int correct;
    private int photos;
    private double offClass;
    private int compared;

    void add(double meanLoss, int right, int size) {
        loss += meanLoss * size;
        correct += right;
        photos += size;
    }

    /** Takes a batch's mean cosine between photos of different classes in; NaN is none. */
    void offClass(double cosine) {
        if (!Double.isNaN(cosine)) {
            offClass += cosine;
            compared++;
        }
    }

    /** Mean over the batches; NaN without any. */
    double offClass() {
        return compared == 0 ? Double.NaN : offClass / compared;
    }

    int photos() {
        return photos;
    }

    /** Mean per photo; NaN without photos. */
    double loss() {
        return photos == 0 ? Double.NaN : loss / photos;
    }

    /** In [0, 1]; NaN without photos. */
    double accuracy() {
        return photos == 0 ? Double.NaN : (double) correct / photos;
    }
}
