package dev.konkyo.app.cli;

import dev.konkyo.image.augment.AugmentationChoice;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.torch.training.Computation;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.Division;
import dev.konkyo.torch.training.Optimization;
import dev.konkyo.torch.training.Precision;
import dev.konkyo.torch.training.Presentation;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a training goes on; what is not said follows from whether the network was trained before. */
final class PlanOptions {
    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the photos; by default 15, from scratch 30.")
    private @Nullable Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Photos per step; by default ${DEFAULT-VALUE}.")
    private int batch = 16;

    @Option(
            names = "--freeze",
            paramLabel = "N",
            description = "First epochs in which only the head learns; by default 2 with weights, otherwise 0.")
    private @Nullable Integer freeze;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            description = "Share of each class held out to choose the best epoch; by default ${DEFAULT-VALUE}.")
    private double validation = 0.2;

    @Option(
            names = "--augment",
            paramLabel = "POLICY",
            description =
                    "How photos are varied: none, light or strong, single augmentations, or both, such as light,mixup=0.2,elastic@0.3 (a name, =RANGE, @PROBABILITY); see docs/augmentation.md. By default ${DEFAULT-VALUE}.")
    private String augment = "light";

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; by default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the engine; by default one per processor. With 1 a run can be repeated exactly.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "Numbers of the training step: fp32 or bf16; by default ${DEFAULT-VALUE}.")
    private Precision precision = Precision.FP32;

    @Mixin
    private TransferOptions transfer = new TransferOptions();

    /** Makes sure that every number is one that a training can have. */
    void check() {
        atLeast(1, "--epochs", epochs);
        atLeast(1, "--batch", batch);
        atLeast(0, "--freeze", freeze);
        atLeast(1, "--threads", threads);
        validation();
    }

    private static void atLeast(int least, String option, @Nullable Integer value) {
        if (value != null && value < least) {
            throw new UsageException(option + " must be at least " + least + ", got " + value);
        }
    }

    long seed() {
        return seed;
    }

    double validation() {
        if (!(validation >= 0 && validation < 1)) {
            throw new UsageException("--validation must lie in [0, 1), got " + validation);
        }
        return validation;
    }

    int threads() {
        return threads;
    }

    private AugmentationPolicy augmentation() {
        try {
            return AugmentationChoice.of(augment);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--augment: " + e.getMessage());
        }
    }

    /** The whole plan. */
    TrainingPlan plan(boolean pretrained) {
        try {
            return TrainingPlan.standard(seed)
                    .with(new Course(epochs == null ? (pretrained ? 15 : 30) : epochs, batch, 0))
                    .with(new Optimization.AdamW(pretrained ? 1e-3 : 2e-3, 0.02))
                    .with(transfer.fineTuning(freeze == null ? (pretrained ? 2 : 0) : freeze, pretrained))
                    .with(Presentation.balanced(augmentation()))
                    .with(new Division(validation(), 0))
                    .with(new Computation(precision, threads, 1));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Looks for the part to freeze until before anything is written.
     *
     * @throws UsageException if the network has no such part
     */
    void check(TrainingPlan plan, TrainingStart start) {
        transfer.check(plan.fineTuning(), start);
    }
}
