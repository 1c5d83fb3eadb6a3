package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Softmax cross-entropy over the cosines between embeddings and class centres, times a scale, where the cosine of a photo's own class may
 * be made smaller than it is: so the photo must come nearer to its centre than telling the classes apart alone would ask for.
 *
 * <p>A photo with shares in several classes, as mixed photos have, counts with each of them as its own class in turn, weighted by the
 * shares; so the margin is never asked of two classes at once, and one label is the special case of a whole share.
 */
public interface CosineLoss extends Loss {
    /** The probability that {@link #usualScale} allows for. */
    double CERTAIN = 0.9999;

    /** The factor on the cosines at this batch. It carries no gradient. */
    double scale(Tensor cosines, Targets targets);

    /**
     * What stands in the place of the cosine of the own class.
     *
     * @param cosine floating, [N, 1], in [-1, 1]
     */
    default Tensor own(Tensor cosine) {
        return cosine;
    }

    /** How much each class counts. */
    ClassWeights weights();

    /**
     * The loss of each photo.
     *
     * @param cosines floating, [N, classes], in [-1, 1]
     * @param targets shares of the classes, [N, classes]
     * @return [N], in the caller's scope
     */
    @Override
    default Tensor perPhoto(Tensor cosines, Targets targets) {
        Tensor shares = targets.like(cosines);
        Scalar scale = new Scalar(scale(cosines, targets));
        long most = shares.gt(new Scalar(0)).sum(1).max().item_long();
        T_TensorTensor_T ranked = torch.topk(shares, Math.max(1, most), 1, true, true);
        Tensor total = cosines.sum(1).mul(new Scalar(0));
        for (long rank = 0; rank < most; rank++) {
            Tensor share = ranked.get0().narrow(1, rank, 1);
            Tensor label = ranked.get1().narrow(1, rank, 1);
            Tensor logits = cosines.scatter(1, label, own(cosines.gather(1, label)));
            Tensor logarithm = torch.log_softmax(logits.mul(scale), 1).gather(1, label);
            Tensor weight = weights()
                    .like(cosines)
                    .map(all -> share.mul(all.index_select(0, label.reshape(-1)).reshape(-1, 1)))
                    .orElse(share);
            total = total.sub(weight.mul(logarithm).squeeze(1));
        }
        return total;
    }

    /**
     * A scale that suits a number of classes: the least at which a photo that lies on its class's centre, with the other centres spread evenly, can have
     * the probability 0.9999 (Wang et al. 2018, "CosFace", equation 6). Higher ones learn slowly while embeddings still lie close together.
     */
    static double usualScale(int classes) {
        double others = Math.max(1, classes - 1.0);
        return others / (others + 1) * Math.log(others * CERTAIN / (1 - CERTAIN));
    }

    /** Checks a scale that is chosen by hand. */
    static void checkScale(double scale) {
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("the scale of cosines must be above 0, such as 30, got " + scale);
        }
    }
}
