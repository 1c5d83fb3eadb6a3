package dev.konkyo.torch.training;

/** Sums over the batches of an epoch. */
final class EpochSums {
    private double loss;
    private int correct;
    private int photos;

    void add(double meanLoss, int right, int size) {
        loss += meanLoss * size;
        correct += right;
        photos += size;
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
