package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.dataset.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose convolutions and products are rounded to bfloat16, beside exact ones. */
final class RoundedTrainingTest {
    @TempDir
    private Path folder;

    /** From the same start and with the same photos. */
    @Test
    void aTrainingInBf16LearnsAsOneInFp32Does() throws IOException {
        Dataset data = DrawnPhotos.write(folder.resolve("photos"), 16, 3);
        EpochResult exact = trained(data, Precision.FP32).epochs().getLast();
        TrainingOutcome outcome = trained(data, Precision.BF16);
        EpochResult rounded = outcome.epochs().getLast();

        assertThat(outcome.epochs().getFirst().trainingLoss()).isGreaterThan(1.5 * rounded.trainingLoss());
        assertThat(rounded.trainingLoss()).isNotEqualTo(exact.trainingLoss());
        assertThat(rounded.trainingLoss()).isCloseTo(exact.trainingLoss(), within(0.1));
        assertThat(rounded.validationAccuracy()).isCloseTo(exact.validationAccuracy(), within(0.13));
    }

    private TrainingOutcome trained(Dataset data, Precision precision) {
        TrainingPlan plan = TrainingPlan.standard(5).with(Course.of(12, 8)).with(new Optimization.AdamW(0.02, 0.01));
        TrainingPlan chosen = plan.with(plan.computation().with(precision));
        RunFolder run = new RunFolder(folder.resolve(precision.name()));
        return new Trainer(chosen, TinyNetwork.start(data.labels()), data, run, TrainingListener.SILENT).train();
    }
}
