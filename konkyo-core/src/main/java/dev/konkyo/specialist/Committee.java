package dev.konkyo.specialist;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.util.ArrayList;
import java.util.List;

/**
 * A generalist and its specialists as one classifier: the specialists whose group holds the generalist's winner are asked, and the answers
 * are combined into the nearest distribution (Hinton, Vinyals and Dean 2015, section 5.4, steps 1 with n = 1, and 2). Its logits are the
 * logarithms of that distribution. It closes its models.
 */
public final class Committee implements Classifier {
    private final Classifier generalist;
    private final List<Member> members;

    private record Member(Specialist specialist, List<Integer> classes) {}

    /** @throws IllegalArgumentException if a specialist has classes or photos that the generalist does not know */
    public Committee(Classifier generalist, List<Specialist> specialists) {
        this.generalist = generalist;
        members = specialists.stream().map(this::member).toList();
    }

    private Member member(Specialist specialist) {
        ModelCard card = specialist.model().card();
        List<String> group = card.labels().subList(0, card.labels().size() - 1);
        List<Integer> classes = group.stream().map(generalist.card()::index).toList();
        if (classes.contains(-1)
                || !card.preprocessing().equals(generalist.card().preprocessing())) {
            throw new IllegalArgumentException(
                    "a specialist for " + group + " does not fit the generalist, which knows "
                            + generalist.card().labels() + " and may see photos otherwise; train the specialists anew");
        }
        return new Member(specialist, classes);
    }

    @Override
    public ModelCard card() {
        return generalist.card();
    }

    @Override
    public Box covered(int rows, int columns) {
        return generalist.covered(rows, columns);
    }

    @Override
    public TensorData logits(TensorData images) {
        float[] scores = generalist.logits(images).toFloats();
        int photos = images.shape().at(0);
        int classes = scores.length / photos;
        List<double[]> first = new ArrayList<>();
        List<List<Opinion>> opinions = new ArrayList<>();
        for (int photo = 0; photo < photos; photo++) {
            first.add(softmax(scores, photo * classes, classes, 0));
            opinions.add(new ArrayList<>());
        }
        for (Member member : members) {
            boolean[] asked = new boolean[photos];
            boolean any = false;
            for (int photo = 0; photo < photos; photo++) {
                asked[photo] = member.classes().contains(winner(first.get(photo)));
                any |= asked[photo];
            }
            if (any) {
                ask(member, images, asked, opinions);
            }
        }
        float[] logarithms = new float[scores.length];
        for (int photo = 0; photo < photos; photo++) {
            double[] q = Consensus.of(first.get(photo), opinions.get(photo));
            for (int i = 0; i < classes; i++) {
                logarithms[photo * classes + i] = (float) Math.log(Math.max(q[i], Float.MIN_NORMAL));
            }
        }
        return TensorData.ofFloats(Shape.of(photos, classes), logarithms);
    }

    private static void ask(Member member, TensorData images, boolean[] asked, List<List<Opinion>> opinions) {
        float[] scores = member.specialist().model().logits(images).toFloats();
        int width = member.classes().size() + 1;
        for (int photo = 0; photo < asked.length; photo++) {
            if (asked[photo]) {
                double[] said = softmax(
                        scores, photo * width, width, member.specialist().dustbinShift());
                opinions.get(photo).add(new Opinion(member.classes(), said));
            }
        }
    }

    private static int winner(double... probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /** @param shift added to the last logit */
    private static double[] softmax(float[] logits, int from, int count, double shift) {
        double[] values = new double[count];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            values[i] = logits[from + i] + (i == count - 1 ? shift : 0);
            largest = Math.max(largest, values[i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            values[i] = Math.exp(values[i] - largest);
            sum += values[i];
        }
        for (int i = 0; i < count; i++) {
            values[i] /= sum;
        }
        return values;
    }

    @Override
    public void close() {
        generalist.close();
        members.forEach(member -> member.specialist().model().close());
    }
}
