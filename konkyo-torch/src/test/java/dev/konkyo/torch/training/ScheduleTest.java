package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScheduleTest {
    @Test
    void cosineFallsFromOneToZero() {
        Schedule cosine = new Schedule.Cosine(0);

        assertThat(cosine.factor(0)).isEqualTo(1);
        assertThat(cosine.factor(0.5)).isCloseTo(0.5, within(1e-12));
        // (1 + cos(pi / 3)) / 2
        assertThat(cosine.factor(1.0 / 3)).isCloseTo(0.75, within(1e-12));
        assertThat(cosine.factor(0.999999)).isLessThan(1e-9);
    }

    @Test
    void warmUpRisesLinearlyAndThenTheCosineBegins() {
        Schedule cosine = new Schedule.Cosine(0.2);

        assertThat(cosine.factor(0)).isCloseTo(0.05, within(1e-12));
        assertThat(cosine.factor(0.1)).isCloseTo(0.525, within(1e-12));
        assertThat(cosine.factor(0.2)).isEqualTo(1);
        assertThat(cosine.factor(0.6)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void stepsDropAtEqualDistances() {
        Schedule step = new Schedule.Step(0, 4, 0.1);

        assertThat(step.factor(0.24)).isEqualTo(1);
        assertThat(step.factor(0.25)).isCloseTo(0.1, within(1e-12));
        assertThat(step.factor(0.76)).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void ratesRiseAgainWhereTheBackboneBeginsToLearn() {
        TrainingPlan plan = TrainingPlan.standard(1)
                .with(Course.of(10, 8))
                .with(new Optimization.AdamW(0.1, 0))
                .with(new Schedule.Constant())
                .with(FineTuning.of(2, 0.5, FineTuning.Statistics.FROZEN));

        assertThat(new double[] {plan.rate(1, 0, 4), plan.rate(2, 3, 4)}).containsExactly(0.1, 0.1);
        assertThat(new double[] {plan.rate(3, 0, 4), plan.rate(3, 1, 4), plan.rate(3, 3, 4), plan.rate(4, 0, 4)})
                .containsExactly(new double[] {0.025, 0.05, 0.1, 0.1}, within(1e-12));
        assertThat(plan.with(new Schedule.Cosine(0)).rate(3, 1, 4))
                .isCloseTo(0.05 * 0.5 * (1 + Math.cos(Math.PI * 0.225)), within(1e-12));
        assertThat(plan.with(FineTuning.none()).rate(1, 0, 4)).isEqualTo(0.1);
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatThrownBy(() -> new Schedule.Cosine(1)).hasMessage("the warm-up must be a share in [0, 1), got 1.0");
        assertThatThrownBy(() -> new Schedule.Step(0, 0, 0.1)).hasMessageContaining("levels >= 1");
    }
}
