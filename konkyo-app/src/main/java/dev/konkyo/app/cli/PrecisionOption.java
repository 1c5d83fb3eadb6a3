package dev.konkyo.app.cli;

import dev.konkyo.torch.training.Precision;
import dev.konkyo.torch.training.PrecisionProbe;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The numbers that training computes in. */
final class PrecisionOption {
    /** What may be asked for. */
    enum Choice {
        AUTO,
        FP32,
        BF16
    }

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "Numbers of the training step: fp32, bf16, or auto: bf16 where a few measured steps take"
                    + " a tenth less time with it; by default fp32.")
    private @Nullable Choice choice;

    /**
     * The plan in the precision that was asked for, here or by the plan's file.
     *
     * @param resumed whether the plan is that of a run that began: what was measured then holds on
     */
    TrainingPlan applied(TrainingPlan plan, TrainingStart start, boolean resumed, Output output) {
        var asked = asked(plan);
        return asked == Choice.AUTO && resumed
                ? plan
                : decided(asked, plan, resumed, () -> PrecisionProbe.measure(plan, start), output);
    }

    private Choice asked(TrainingPlan plan) {
        if (choice != null) {
            return choice;
        }
        return plan.computation().precision() == Precision.BF16 ? Choice.BF16 : Choice.FP32;
    }

    /** The plan in a precision; what was measured is told. */
    static TrainingPlan decided(
            Choice choice, TrainingPlan plan, boolean resumed, Supplier<PrecisionProbe> measured, Output output) {
        if (choice == Choice.FP32) {
            return plan.with(plan.computation().with(Precision.FP32));
        }
        if (resumed) {
            return plan.with(plan.computation().with(Precision.BF16));
        }
        var probe = measured.get();
        var better = probe.better();
        var used = choice == Choice.BF16 ? Precision.BF16 : better;
        output.note("a training step takes %.0f ms in fp32 and %.0f ms in bf16 here: training in %s%s"
                .formatted(
                        1000 * probe.fp32(),
                        1000 * probe.bf16(),
                        used.name().toLowerCase(Locale.ROOT),
                        used == better ? "" : asAskedFor(probe)));
        return plan.with(plan.computation().with(used));
    }

    private static String asAskedFor(PrecisionProbe probe) {
        return " as asked for, which gains %s here; --precision fp32 is more exact"
                .formatted(probe.bf16() < probe.fp32() ? "little" : "nothing");
    }
}
