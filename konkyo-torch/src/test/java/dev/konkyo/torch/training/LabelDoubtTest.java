package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelDoubtTest {
    /** Ten photos of each of two classes; one of class 1 looks like class 0 as much as its own photos do. */
    @Test
    void aLabelIsDoubtedWhenAnotherReachesItsUsualProbability() {
        List<double[]> photos = new ArrayList<>(Collections.nCopies(10, row(0.6, 0.3, 0.1)));
        photos.addAll(Collections.nCopies(9, row(0.05, 0.9, 0.05)));
        photos.add(row(0.615, 0.2, 0.185));
        LabelDoubt doubt = LabelDoubt.of(photos, labels(10, 10), 3);

        // Class 0's threshold is 0.6, that of class 1 (9 * 0.9 + 0.2) / 10 = 0.83.
        assertThat(doubt.of(photos.getLast(), 1)).isTrue();
        assertThat(doubt.of(row(0.59, 0.41, 0), 1)).isFalse();
        assertThat(doubt.of(row(0.18, 0.82, 0), 0)).isFalse();
        assertThat(doubt.of(row(0.16, 0.84, 0), 0)).isTrue();
        assertThat(doubt.of(row(0.61, 0.39, 0), 0)).isFalse();
        // No photo bears class 2.
        assertThat(doubt.of(row(0, 0, 1), 1)).isFalse();
    }

    /** A class that was learnt less well than the others counts at a lower probability, even where a third class is likelier still. */
    @Test
    void theLikeliestClassNeedNotBeTheOneThatIsReached() {
        List<double[]> photos = new ArrayList<>(Collections.nCopies(10, row(0.4, 0.3, 0.3)));
        photos.addAll(Collections.nCopies(10, row(0.05, 0.9, 0.05)));
        photos.addAll(Collections.nCopies(10, row(0.05, 0.05, 0.9)));
        LabelDoubt doubt = LabelDoubt.of(photos, labels(10, 10, 10), 3);
        assertThat(doubt.of(row(0.42, 0.43, 0.15), 2)).isTrue();
        assertThat(doubt.of(row(0.38, 0.43, 0.19), 2)).isFalse();
        // Below its own threshold, where class 0 reaches its, but still the likeliest.
        assertThat(doubt.of(row(0.42, 0.43, 0.15), 1)).isFalse();
    }

    @Test
    void aModelThatHasLearntNothingAccusesNobody() {
        // It says class 0 to everything: right for a third, which is the largest class's share.
        List<double[]> same = new ArrayList<>(Collections.nCopies(14, row(0.7, 0.2, 0.1)));
        same.addAll(Collections.nCopies(28, row(0.75, 0.15, 0.1)));
        LabelDoubt doubt = LabelDoubt.of(same, labels(14, 14, 14), 3);
        assertThat(doubt.of(row(0.75, 0.15, 0.1), 1)).isFalse();

        // 9 of 10 are right, but 8 of 10 belong to one class.
        List<double[]> few = new ArrayList<>(Collections.nCopies(9, row(0.9, 0.1)));
        few.add(row(0.1, 0.9));
        assertThat(LabelDoubt.of(few, labels(8, 2), 2).of(row(0.95, 0.05), 1)).isFalse();
    }

    private static int[] labels(int... perClass) {
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < perClass.length; label++) {
            labels.addAll(Collections.nCopies(perClass[label], label));
        }
        return labels.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] row(double... probabilities) {
        return Arrays.stream(probabilities).map(Math::log).toArray();
    }
}
