package dev.konkyo.specialist;

import java.util.List;

/**
 * The distribution q over all classes that is nearest to what generalist and specialists say: it makes
 * {@code KL(p_generalist || q) + sum of KL(p_specialist || q)} small, where for a specialist q's classes outside its group are added up
 * (Hinton, Vinyals and Dean 2015, eq. 5).
 *
 * <p>The paper descends along the gradient of q's logits. That gradient vanishes where every class's share is the mean of what the opinions
 * give it, each dustbin's share being handed to its classes in proportion to q; repeating this assignment is expectation-maximisation
 * (Dempster, Laird and Rubin 1977), which lowers the sum at every round and needs no step size.
 */
final class Consensus {
    private static final int ROUNDS = 1000;
    private static final double ENOUGH = 1e-9;

    /** Keeps classes that the generalist rules out from being ruled out for good. */
    private static final double LEAST = 1e-12;

    private Consensus() {}

    /** @param generalist probabilities of all classes */
    static double[] of(double[] generalist, List<Opinion> specialists) {
        double[] q = generalist.clone();
        for (int i = 0; i < q.length; i++) {
            q[i] = Math.max(q[i], LEAST);
        }
        double change = 1;
        for (int round = 0; round < ROUNDS && change > ENOUGH && !specialists.isEmpty(); round++) {
            double[] next = generalist.clone();
            specialists.forEach(opinion -> add(opinion, q, next));
            change = 0;
            for (int i = 0; i < q.length; i++) {
                double share = next[i] / (1 + specialists.size());
                change = Math.max(change, Math.abs(share - q[i]));
                q[i] = share;
            }
        }
        return q;
    }

    private static void add(Opinion opinion, double[] q, double[] sums) {
        double outside = 0;
        boolean[] inside = new boolean[q.length];
        opinion.classes().forEach(i -> inside[i] = true);
        for (int i = 0; i < q.length; i++) {
            outside += inside[i] ? 0 : q[i];
        }
        for (int i = 0; i < q.length; i++) {
            // Without any share outside nothing can be handed out; q then cannot come nearer to the dustbin.
            sums[i] += inside[i] || outside == 0 ? 0 : opinion.dustbin() * q[i] / outside;
        }
        for (int i = 0; i < opinion.classes().size(); i++) {
            sums[opinion.classes().get(i)] += opinion.probability(i);
        }
    }
}
