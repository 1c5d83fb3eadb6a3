package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The warning of embeddings is tested by trainings that bring them about. */
class WarningsTest {
    private static final TrainingPlan PLAN = TrainingPlan.standard(1).with(Course.of(2, 8));

    private static List<EpochResult> epochs(double... losses) {
        return IntStream.range(0, losses.length)
                .mapToObj(i -> new EpochResult(
                        i + 1, 0.1, losses[i], 0.5, losses[i], 0.5, 1, 0, 1, new EpochTimes(0, 0, 1, 1, 1)))
                .toList();
    }

    private static List<String> after(TrainingPlan plan, boolean taught, double... losses) {
        return new Warnings(plan, taught, 3).after(epochs(losses)).toList();
    }

    @Test
    void aLossOfGuessingAtTheEndIsSaid() {
        // ln 3 = 1.0986
        assertThat(after(PLAN, false, 1.2, 1.0986))
                .singleElement()
                .asString()
                .startsWith(
                        "nothing was learnt: the loss of the last epoch, 1.0986, is not a hundredth below that of guessing among 3 classes (1.0986)");
        assertThat(after(PLAN, false, 1.2, 1.08)).isEmpty();
    }

    @Test
    void earlierEpochsMayGuess() {
        assertThat(after(PLAN, false, 1.0986)).isEmpty();
        assertThat(after(PLAN.with(new Course(9, 8, 1)), false, 1.0986, 1.0987)).hasSize(1);
    }

    @Test
    void lossesOfAnotherKindAreNotCompared() {
        assertThat(after(PLAN, true, 1.2, 1.0986)).isEmpty();
        assertThat(after(PLAN.with(new Objective.Focal(2, new Weighting.Even())), false, 1.2, 1.0986))
                .isEmpty();
    }
}
