package dev.konkyo.app.cli;

import dev.konkyo.graph.GraphException;
import dev.konkyo.torch.training.FineTuning;
import dev.konkyo.torch.training.FineTuning.Statistics;
import dev.konkyo.torch.training.TrainingStart;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How much of a network that was trained before may change, and how fast. */
final class TransferOptions {
    /** Shares of the head's rate: what suits a few dozen photos, and everything alike from scratch. */
    static final double USUAL_BACKBONE_RATE = 0.3;

    @Option(
            names = "--freeze-until",
            paramLabel = "PART",
            description =
                    "Everything before this node (maps), module (layer3, features.7) or stage (stage3) never learns.")
    private @Nullable String freezeUntil;

    @Option(
            names = "--backbone-rate",
            paramLabel = "SHARE",
            description = "Learning rate of the last stage before the head as a share of the head's; by default "
                    + USUAL_BACKBONE_RATE + " with weights, otherwise 1.")
    private @Nullable Double backboneRate;

    @Option(
            names = "--stage-decay",
            paramLabel = "FACTOR",
            description = "Divides the rate from each stage to the one before it, such as 2.6"
                    + " (Howard and Ruder 2018); by default 1.")
    private @Nullable Double stageDecay;

    @Option(
            names = "--batch-norm",
            paramLabel = "NAME",
            converter = StatisticsName.class,
            description = "Running statistics: frozen, running or re-estimated (after training, in one pass over the"
                    + " training photos); by default frozen with weights, otherwise running.")
    private @Nullable Statistics statistics;

    /** Takes the names with hyphens. */
    static final class StatisticsName implements ITypeConverter<Statistics> {
        @Override
        public Statistics convert(String name) {
            return Statistics.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Makes sure that every number is one that a training can have. */
    void check() {
        PlanOptions.within(
                "(0, 1]",
                backboneRate == null || (backboneRate > 0 && backboneRate <= 1),
                "--backbone-rate",
                backboneRate);
        PlanOptions.within(
                "[1, infinity)",
                stageDecay == null || (stageDecay >= 1 && Double.isFinite(stageDecay)),
                "--stage-decay",
                stageDecay);
    }

    /** What the options say over what else is planned. */
    FineTuning over(FineTuning planned) {
        return new FineTuning(
                planned.frozenEpochs(),
                freezeUntil == null ? planned.freezeUntil() : freezeUntil,
                backboneRate == null ? planned.backboneFactor() : backboneRate,
                stageDecay == null ? planned.stageDecay() : stageDecay,
                statistics == null ? planned.statistics() : statistics);
    }

    /** Refuses a part to freeze until that the network does not have. */
    void check(FineTuning fineTuning, TrainingStart start) {
        try {
            fineTuning.frozen(start.network().graph());
        } catch (GraphException e) {
            throw new UsageException("--freeze-until: " + e.getMessage());
        }
    }
}
