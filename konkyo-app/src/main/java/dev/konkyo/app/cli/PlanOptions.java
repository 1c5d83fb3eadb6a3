package dev.konkyo.app.cli;

import dev.konkyo.dataset.Sampler;
import dev.konkyo.image.augment.AugmentationChoice;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.FineTuning;
import dev.konkyo.torch.training.Objective;
import dev.konkyo.torch.training.Optimization;
import dev.konkyo.torch.training.Presentation;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import dev.konkyo.torch.training.Weighting;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a training goes on: options over the plan file, the plan file over what suits the network. */
final class PlanOptions {
    /** How classes with fewer photos than others are made up for. */
    enum Balance {
        SAMPLING,
        INVERSE,
        EFFECTIVE,
        NONE
    }

    /** What is made small. */
    enum LossName {
        CROSS_ENTROPY,
        FOCAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final double SMOOTHING = 0.1;
    private static final double FOCUS = 2;
    private static final double BETA = 0.999;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Settings as YAML, or the plan.json of a run; options go before it. --dry-run prints one.")
    private @Nullable Path file;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the photos; by default 15, from scratch 30.")
    private @Nullable Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Photos per step; by default 16.")
    private @Nullable Integer batch;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "End when N epochs in a row are no better than the best; by default 0: never.")
    private @Nullable Integer patience;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "Highest learning rate, see --find-rate; by default 0.001, from scratch 0.002.")
    private @Nullable Double rate;

    @Option(
            names = "--freeze",
            paramLabel = "N",
            description = "First epochs in which only the head learns; by default 2 with weights, otherwise 0.")
    private @Nullable Integer freeze;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            converter = ShareName.class,
            description = "Share of each class held out to choose the best epoch, such as 0.4 or 6:4; by default 0.2.")
    private @Nullable Double validation;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Cross-validate: train N times, each time with another part of each class held out, below"
                    + " RUN/fold-1 and so on; then train model.onnx on all photos for the median of the best epochs.")
    private @Nullable Integer folds;

    @Option(
            names = "--augment",
            paramLabel = "POLICY",
            description =
                    "How photos are varied: none, light or strong, single augmentations, or both, such as light,mixup=0.2,elastic@0.3 (a name, =RANGE, @PROBABILITY); see docs/augmentation.md. By default light.")
    private @Nullable String augment;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = "cross-entropy (with a label smoothing of 0.1) or focal (focus 2); by default cross-entropy.")
    private @Nullable LossName loss;

    @Option(
            names = "--balance",
            paramLabel = "NAME",
            description =
                    "What makes up for classes with few photos: sampling (every class is shown equally often), inverse"
                            + " (the loss counts in inverse proportion to a class's photos), effective (to their effective"
                            + " number, beta 0.999), none; by default sampling.")
    private @Nullable Balance balance;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            description = "Longest gradient; longer ones are shortened to it. By default 0: none is.")
    private @Nullable Double clip;

    @Option(
            names = "--average",
            paramLabel = "DECAY",
            description =
                    "Evaluate and keep a moving average of the weights, such as 0.999; by default 0: the weights.")
    private @Nullable Double average;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; by default 1.")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the engine; by default one per processor. With 1 a run can be repeated exactly.")
    private @Nullable Integer threads;

    @Mixin
    private TransferOptions transfer = new TransferOptions();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    /** Makes sure, before any photo is read, that every number is one that a training can have. */
    void check() {
        atLeast(1, "--epochs", epochs);
        atLeast(1, "--batch", batch);
        atLeast(0, "--patience", patience);
        atLeast(0, "--freeze", freeze);
        atLeast(1, "--threads", threads);
        within("[0, 1)", validation == null || (validation >= 0 && validation < 1), "--validation", validation);
        within("[0, 1)", average == null || (average >= 0 && average < 1), "--average", average);
        within("[0, infinity)", clip == null || (clip >= 0 && Double.isFinite(clip)), "--clip", clip);
        within("(0, infinity)", rate == null || (rate > 0 && Double.isFinite(rate)), "--rate", rate);
        transfer.check();
        if (folds != null && (folds < 0 || folds == 1)) {
            throw new UsageException("--folds must be at least 2, or 0 for none, got " + folds);
        }
        if (folds != null && folds > 0 && validation != null) {
            throw new UsageException(
                    "--folds %d divides the photos itself: 1/%d of them are held back at a time; leave --validation out"
                            .formatted(folds, folds));
        }
    }

    static void within(String range, boolean inside, String option, @Nullable Double value) {
        if (!inside) {
            throw new UsageException(option + " must lie in " + range + ", got " + value);
        }
    }

    static void atLeast(int least, String option, @Nullable Integer value) {
        if (value != null && value < least) {
            throw new UsageException(option + " must be at least " + least + ", got " + value);
        }
    }

    /**
     * The plan.
     *
     * @param before the plan of the run that is resumed, which stands in for the defaults
     */
    TrainingPlan plan(boolean pretrained, Optional<PlanFile> before) {
        try {
            var usual = usual(pretrained);
            var resumed = before.map(plan -> plan.over(usual)).orElse(usual);
            var plan = options(file == null ? resumed : PlanFile.read(file).over(resumed));
            if (before.isEmpty()) {
                requireOneRemedy(plan);
            }
            return plan;
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

    /** Whether something was named that makes up for classes with few photos. */
    boolean namesBalance() {
        return balance != null;
    }

    /** Whether a loss was named. */
    boolean namesLoss() {
        return loss != null;
    }

    /** The plan in the precision that was asked for, which may have to be measured first. */
    PrecisionOption precision() {
        return precision;
    }

    private static TrainingPlan usual(boolean pretrained) {
        var plan = TrainingPlan.standard(1);
        var threads = plan.computation().withThreads(Runtime.getRuntime().availableProcessors());
        return pretrained
                ? plan.with(threads)
                        .with(Course.of(15, 16))
                        .with(new Optimization.AdamW(1e-3, 0.02))
                        .with(FineTuning.of(2, TransferOptions.USUAL_BACKBONE_RATE, FineTuning.Statistics.FROZEN))
                : plan.with(threads);
    }

    private TrainingPlan options(TrainingPlan plan) {
        var course = plan.course();
        var tuned = plan.fineTuning();
        var update = plan.update();
        var division = plan.division();
        var computation = plan.computation();
        var changed = plan.with(new Course(
                        or(epochs, course.epochs()), or(batch, course.batch()), or(patience, course.patience())))
                .with(rate == null ? plan.optimization() : plan.optimization().withRate(rate))
                .with(transfer.over(tuned.withFrozenEpochs(or(freeze, tuned.frozenEpochs()))))
                .with(update.withClip(or(clip, update.clip())).withAveraging(or(average, update.averaging())))
                .with(division.withValidation(or(validation, division.validation()))
                        .withFolds(or(folds, division.folds())))
                .with(computation.withThreads(or(threads, computation.threads())))
                .withSeed(or(seed, plan.seed()));
        return balanced(changed.with(objective(plan.objective())).with(augmented(plan.presentation())));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private Presentation augmented(Presentation before) {
        try {
            return augment == null ? before : before.with(AugmentationChoice.of(augment));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--augment: " + e.getMessage());
        }
    }

    private Objective objective(Objective before) {
        return switch (loss) {
            case null -> before;
            case CROSS_ENTROPY -> new Objective.CrossEntropy(SMOOTHING, before.weighting());
            case FOCAL -> new Objective.Focal(FOCUS, before.weighting());
        };
    }

    private static void requireOneRemedy(TrainingPlan plan) {
        if (plan.presentation().sampler() instanceof Sampler.ClassBalanced
                && !(plan.objective().weighting() instanceof Weighting.Even)) {
            throw new UsageException(
                    "small classes would be made up for twice: the sampler ClassBalanced shows all classes equally often, and"
                            + " the weighting %s counts small ones more; name the sampler Shuffled, the weighting Even, or --balance"
                                    .formatted(plan.objective()
                                            .weighting()
                                            .getClass()
                                            .getSimpleName()));
        }
    }

    /** One remedy at a time: showing small classes more often and weighing them more would make up twice. */
    private TrainingPlan balanced(TrainingPlan plan) {
        Sampler shuffled = new Sampler.Shuffled();
        return switch (balance) {
            case null -> plan;
            case SAMPLING ->
                plan.with(plan.presentation().with(new Sampler.ClassBalanced()))
                        .with(plan.objective().with(new Weighting.Even()));
            case INVERSE ->
                plan.with(plan.presentation().with(shuffled))
                        .with(plan.objective().with(new Weighting.InverseFrequency()));
            case EFFECTIVE ->
                plan.with(plan.presentation().with(shuffled))
                        .with(plan.objective().with(new Weighting.EffectiveNumber(BETA)));
            case NONE ->
                plan.with(plan.presentation().with(shuffled))
                        .with(plan.objective().with(new Weighting.Even()));
        };
    }
}
