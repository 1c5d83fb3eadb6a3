package dev.konkyo.app.cli;

import dev.konkyo.dataset.Sampler;
import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.GraphException;
import dev.konkyo.model.ThresholdRule;
import dev.konkyo.torch.loss.TripletLoss.Margin;
import dev.konkyo.torch.loss.TripletLoss.Mining;
import dev.konkyo.torch.training.Decision;
import dev.konkyo.torch.training.Objective;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.Weighting;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How scores become a decision: probabilities, or cosines between embeddings. */
final class HeadOptions {
    /** The heads by name. */
    enum Head {
        SOFTMAX,
        ARCFACE,
        ADACOS,
        ADACOS_FIXED,
        COSFACE,
        COSINE,
        TRIPLET;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** As in the papers. */
    private static final double ARCFACE_MARGIN = 0.5;

    private static final double COSFACE_MARGIN = 0.35;
    private static final double TRIPLET_MARGIN = 0.2;
    private static final int GROUP = 4;

    /** A class's own photos say where it ends; where other known classes begin says nothing of unknown ones. */
    private static final double TRUE_ACCEPT = 0.95;

    @Option(
            names = "--head",
            paramLabel = "NAME",
            converter = HeadName.class,
            description =
                    "How scores become a decision: softmax (probabilities), or cosines of an embedding learnt by arcface,"
                            + " adacos, adacos-fixed, cosface, cosine (no margin) or triplet; by default softmax.")
    private @Nullable Head head;

    @Option(
            names = "--embedding",
            paramLabel = "N",
            description = "Numbers of an embedding, for heads of cosines; by default 128.")
    private @Nullable Integer embedding;

    @Option(
            names = "--scale",
            paramLabel = "X",
            description = "Factor on the cosines of arcface, cosface and cosine; by default 0: what suits the number of"
                    + " classes, such as 6.6 for 3 and 16 for 1000. Adacos finds its own.")
    private @Nullable Double scale;

    @Option(
            names = "--margin",
            paramLabel = "X|soft",
            description =
                    "How much nearer its own class a photo must be: an angle for arcface (by default 0.5), a cosine for"
                            + " cosface (0.35), a distance or 'soft' for triplet (0.2).")
    private @Nullable String margin;

    @Option(
            names = "--easy-margin",
            description = "Arcface: ask for the margin only from photos within 90 degrees of their class centre.")
    private boolean easyMargin;

    @Option(
            names = "--mining",
            paramLabel = "NAME",
            converter = MiningName.class,
            description =
                    "Triplet: semi-hard (the nearest foe beyond each friend) or batch-hard (farthest friend, nearest"
                            + " foe); by default semi-hard.")
    private @Nullable Mining mining;

    @Option(
            names = "--per-class",
            paramLabel = "K",
            description =
                    "Triplet: photos of each class in a batch, which divides --batch; by default 4. A class with fewer"
                            + " shows some twice, varied anew.")
    private @Nullable Integer perClass;

    @Option(
            names = "--neighbours",
            paramLabel = "K",
            description =
                    "Store the training photos' embeddings: a class's score is the mean cosine to its K nearest; by"
                            + " default 0: the cosine to the class's centre.")
    private @Nullable Integer neighbours;

    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            converter = RuleName.class,
            description =
                    "Below it a photo is 'unknown': equal-error, false-accept=RATE or true-accept=RATE (each class's own, found"
                            + " on the photos held back), a number for all classes such as 0.25, or none; by default true-accept=0.95 for heads"
                            + " of cosines and none for softmax.")
    private @Nullable ThresholdRule threshold;

    /** Takes the names with hyphens. */
    static final class HeadName implements ITypeConverter<Head> {
        @Override
        public Head convert(String name) {
            return Head.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Takes the names with hyphens. */
    static final class MiningName implements ITypeConverter<Mining> {
        @Override
        public Mining convert(String name) {
            return Mining.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Takes a rule's name or a number. */
    static final class RuleName implements ITypeConverter<ThresholdRule> {
        private static final String FALSE_ACCEPT = "false-accept=";
        private static final String TRUE_ACCEPTED = "true-accept=";

        @Override
        public ThresholdRule convert(String name) {
            try {
                return switch (name) {
                    case "none" -> new ThresholdRule.None();
                    case "equal-error" -> new ThresholdRule.EqualError();
                    default -> rated(name);
                };
            } catch (NumberFormatException e) {
                throw new TypeConversionException(
                        "expected equal-error, false-accept=RATE, true-accept=RATE, a number or none, got '" + name
                                + "'");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }

        private static ThresholdRule rated(String name) {
            if (name.startsWith(FALSE_ACCEPT)) {
                return new ThresholdRule.FalseAccept(Double.parseDouble(name.substring(FALSE_ACCEPT.length())));
            }
            if (name.startsWith(TRUE_ACCEPTED)) {
                return new ThresholdRule.TrueAccept(Double.parseDouble(name.substring(TRUE_ACCEPTED.length())));
            }
            return new ThresholdRule.Fixed(Double.parseDouble(name));
        }
    }

    /**
     * The plan with what the options say of the head.
     *
     * @param namesLoss whether a loss over probabilities was asked for
     * @throws UsageException if they contradict each other
     */
    TrainingPlan over(TrainingPlan plan, boolean namesLoss) {
        refuse(namesLoss && head != null && head != Head.SOFTMAX, "--loss", "softmax");
        try {
            var chosen = head == null ? plan : headed(plan, head);
            check(chosen.objective());
            return grouped(decided(chosen));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private TrainingPlan headed(TrainingPlan plan, Head chosen) {
        var weighting = plan.objective().weighting();
        boolean metric = chosen != Head.SOFTMAX;
        var rule = plan.decision().thresholds();
        if (metric && !(plan.objective() instanceof Objective.Metric)) {
            rule = new ThresholdRule.TrueAccept(TRUE_ACCEPT);
        } else if (!metric && plan.objective() instanceof Objective.Metric) {
            rule = new ThresholdRule.None();
        }
        return plan.with(objective(chosen, plan.objective(), weighting))
                .with(plan.decision().with(rule));
    }

    private Objective objective(Head chosen, Objective before, Weighting weighting) {
        double factor = scale == null ? 0 : scale;
        return switch (chosen) {
            case SOFTMAX ->
                before instanceof Objective.Metric ? Objective.standard().with(weighting) : before;
            case ARCFACE -> new Objective.ArcFace(factor, margin(ARCFACE_MARGIN), easyMargin, weighting);
            case COSFACE -> new Objective.CosFace(factor, margin(COSFACE_MARGIN), weighting);
            case COSINE -> new Objective.Cosine(factor, weighting);
            case ADACOS -> new Objective.AdaCos(Objective.AdaCos.Adaptation.DYNAMIC, weighting);
            case ADACOS_FIXED -> new Objective.AdaCos(Objective.AdaCos.Adaptation.FIXED, weighting);
            case TRIPLET ->
                new Objective.Triplet(
                                mining == null ? Mining.SEMI_HARD : mining,
                                "soft".equals(margin) ? new Margin.Soft() : new Margin.Hard(margin(TRIPLET_MARGIN)))
                        .with(weighting);
        };
    }

    private double margin(double usual) {
        try {
            return margin == null ? usual : Double.parseDouble(margin);
        } catch (NumberFormatException e) {
            throw new UsageException("--margin: expected a number, or soft with --head triplet, got '" + margin + "'");
        }
    }

    /** An option that would change nothing is a mistake. */
    private void check(Objective objective) {
        boolean scaled = head == Head.ARCFACE || head == Head.COSFACE || head == Head.COSINE;
        refuse(scale != null && !scaled, "--scale", "arcface, cosface or cosine");
        refuse(
                margin != null && head != Head.ARCFACE && head != Head.COSFACE && head != Head.TRIPLET,
                "--margin",
                "arcface, cosface or triplet");
        refuse(easyMargin && head != Head.ARCFACE, "--easy-margin", "arcface");
        refuse(mining != null && head != Head.TRIPLET, "--mining", "triplet");
        boolean metric = objective instanceof Objective.Metric;
        refuse(perClass != null && !(objective instanceof Objective.Triplet), "--per-class", "triplet");
        refuse(embedding != null && !metric, "--embedding", "arcface or another that gives cosines");
        refuse(neighbours != null && !metric, "--neighbours", "arcface or another that gives cosines");
    }

    private static void refuse(boolean wrong, String option, String heads) {
        if (wrong) {
            throw new UsageException(option + " belongs to --head " + heads);
        }
    }

    private TrainingPlan decided(TrainingPlan plan) {
        Decision decision = plan.decision();
        return plan.with(decision.withEmbedding(embedding == null ? decision.embedding() : embedding)
                .withNeighbours(neighbours == null ? decision.neighbours() : neighbours)
                .with(threshold == null ? decision.thresholds() : threshold));
    }

    /** Triplets need several photos of a class in a batch, and of several classes. */
    private TrainingPlan grouped(TrainingPlan plan) {
        if (!(plan.objective() instanceof Objective.Triplet)) {
            return plan;
        }
        var sampler = plan.presentation().sampler();
        int size = perClass != null ? perClass : sampler instanceof Sampler.Groups groups ? groups.size() : GROUP;
        int batch = plan.course().batch();
        if (batch % size != 0 || batch < 2 * size) {
            throw new UsageException(
                    "--batch must hold %d photos each of at least 2 classes, such as %d, got %d; --per-class sets the %d"
                            .formatted(size, Math.max(2, batch / size) * size, batch, size));
        }
        if (plan.presentation().augmentation().mixes()) {
            throw new UsageException(
                    "triplets compare photos of one class each: leave mixup and cutmix out of --augment,"
                            + " or choose another head such as arcface");
        }
        return plan.with(plan.presentation().with(new Sampler.Groups(size)));
    }

    /**
     * The layers that the plan's objective needs.
     *
     * @param classifier what was asked for otherwise
     */
    static ClassifierStyle style(TrainingPlan plan, ClassifierOptions classifier) {
        if (!(plan.objective() instanceof Objective.Metric metric)) {
            return classifier.style();
        }
        try {
            return classifier.cosine(plan.decision().embedding(), metric.centres());
        } catch (GraphException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
