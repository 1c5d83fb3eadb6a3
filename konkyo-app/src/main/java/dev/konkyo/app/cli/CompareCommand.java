package dev.konkyo.app.cli;

import dev.konkyo.app.report.Comparison;
import dev.konkyo.app.report.ComparisonPage;
import dev.konkyo.app.report.Entrant;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.dataset.Part;
import dev.konkyo.file.FileHash;
import dev.konkyo.graph.GraphException;
import dev.konkyo.network.Networks;
import dev.konkyo.torch.training.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Which network to take: trains several on the same photos and shows what each achieves and costs. */
@Command(
        name = "compare",
        description = {
            "Train several networks on the same photos with the same seed, and compare accuracy, cost and evidence.",
            "Run again after an interruption, it goes on where it was; networks that are finished are not trained again."
        },
        footer = {"", "Example: konkyo compare photos --networks squeezenet1_1,mobilenet_v2,resnet50 --weights weights"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class CompareCommand implements Callable<Integer> {
    private static final String CAUTION =
            "These photos also chose each network's epoch, so that every accuracy flatters; a test/ part would judge on photos that chose nothing.";

    /** Options that are this command's own and not settings of the trainings. */
    private static final Set<String> OWN =
            Set.of("--networks", "--weights", "--output", "--faithfulness", "--json", "--verbose");

    @ParentCommand
    private Konkyo konkyo;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataArgument data;

    @Option(
            names = "--networks",
            paramLabel = "NAME",
            split = ",",
            required = true,
            description = "The networks, see konkyo networks: at least two, with commas between.")
    private List<String> networks;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Where index.html and each network's run folder go; by default ${DEFAULT-VALUE}. What is finished there is kept.")
    private Path output = Path.of("comparison");

    @Option(
            names = "--weights",
            paramLabel = "WEIGHTS",
            description =
                    "Weights to begin with, where they fit: a folder of NAME.safetensors, a file, or NAME=WEIGHTS for one network; may be repeated. The other networks are trained from scratch.")
    private List<String> weights = new ArrayList<>();

    @Option(
            names = "--image-size",
            paramLabel = "N",
            description = "Height and width that photos are brought to; by default as for konkyo train.")
    private @Nullable Integer imageSize;

    @Option(
            names = "--faithfulness",
            paramLabel = "N",
            description =
                    "Measure on at most N photos how far each network's evidence can be trusted; 0 leaves it out; by default ${DEFAULT-VALUE}.")
    private int tested = QuickFaithfulness.FEW;

    @Mixin
    private PlanOptions plan;

    @Mixin
    private HeadOptions head;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        var names = names();
        if (tested < 0) {
            throw new UsageException("--faithfulness must be at least 0, got " + tested);
        }
        var choice = new WeightsChoice(weights);
        choice.check(names);
        var planned = head.over(plan.plan(!weights.isEmpty(), Optional.empty()), plan.namesLoss());
        if (planned.division().folds() > 0) {
            throw new UsageException("networks are compared on one division of the photos; leave out --folds");
        }
        int threads = planned.computation().threads();
        var photos = TrainingPhotos.of(data.read(), threads)
                .divided(planned.division().validation(), planned.seed());
        photos.warnings().forEach(konkyo.output()::note);
        photos.skipped().forEach(file -> konkyo.output().note("skipped " + file.file() + ": " + file.reason()));
        var held = ContestFolder.heldOut(ContestFolder.held(photos));
        var folder = new ContestFolder(output);
        List<Entrant> entrants = new ArrayList<>();
        try (var interruption = new Interruption(konkyo.output())) {
            var contest = new Contest(konkyo, interruption, folder, data.folder(), options(), choice, threads);
            var starts = contest.starts(names);
            folder.open(new ContestFolder.Terms(terms(planned), DatasetHash.of(photos)), held);
            starts.forEach((name, start) -> entrants.add(contest.enter(name, start)));
        } catch (Contest.EndedException e) {
            throw new CommandException("ended early; the same command goes on with what is missing", e);
        }
        return report(new Comparison(held, entrants), folder, photos, planned);
    }

    /** Shows what there is; a network that failed is no reason to hide the others, but the command has not done its work. */
    private int report(Comparison comparison, ContestFolder folder, Dataset photos, TrainingPlan planned) {
        var facts = new TreeMap<>(terms(planned));
        facts.put("hash of the photos", DatasetHash.of(photos));
        int threads = planned.computation().threads();
        var evidence = new SharedEvidence(comparison, folder, data.folder(), threads).sideBySide();
        var trust = new ContestTrust(konkyo.output(), folder, ContestFolder.held(photos), threads, tested)
                .of(comparison.finished());
        var caution = photos.has(Part.TEST) ? Optional.<String>empty() : Optional.of(CAUTION);
        new ComparisonPage(comparison, facts, trainings(comparison, folder), caution, photos.skipped(), evidence, trust)
                .write(folder.page());
        var lines = comparison.entrants().stream()
                .map(entrant -> ComparisonLine.of(comparison, entrant, trust.get(entrant.network())))
                .toList();
        if (json.chosen()) {
            lines.forEach(konkyo.output()::json);
        } else {
            var table = ComparisonLine.table();
            lines.forEach(line -> line.addTo(table));
            table.lines().forEach(konkyo.output()::line);
        }
        var failed = lines.stream().filter(line -> line.reason() != null).toList();
        failed.forEach(line -> konkyo.output().note(line.network() + " failed: " + line.reason()));
        caution.ifPresent(konkyo.output()::note);
        konkyo.output().note("see " + folder.page());
        if (comparison.finished().isEmpty()) {
            throw new CommandException("none of the " + lines.size() + " networks could be compared; the first: "
                    + lines.getFirst().reason());
        }
        if (!failed.isEmpty()) {
            konkyo.output()
                    .note("%d of %d networks failed; the same command tries them again"
                            .formatted(failed.size(), lines.size()));
        }
        return failed.isEmpty() ? 0 : Konkyo.FAILED;
    }

    /** Settings have defaults that depend on a network's weights, so each network's own plan is asked. */
    private static Map<String, String> trainings(Comparison comparison, ContestFolder folder) {
        Map<String, String> trainings = new LinkedHashMap<>();
        for (var entrant : comparison.finished()) {
            var plan = PlanFile.read(folder.run(entrant.network()).resolve("plan.json"))
                    .settings();
            trainings.put(
                    entrant.network(),
                    "weights %s; %d epochs of batches of %d, %s at rate %s, %d epochs of the head alone"
                            .formatted(
                                    entrant.start(),
                                    plan.at("/course/epochs").asInt(),
                                    plan.at("/course/batch").asInt(),
                                    plan.at("/optimization/kind").asString(),
                                    plan.at("/optimization/rate").asString(),
                                    plan.at("/fineTuning/frozenEpochs").asInt()));
        }
        return trainings;
    }

    private List<String> names() {
        var names = networks.stream().map(String::strip).distinct().toList();
        if (names.size() < 2) {
            throw new UsageException("--networks needs at least two networks, got " + names);
        }
        try {
            names.forEach(Networks::named);
        } catch (GraphException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return names;
    }

    /** The settings that the user named, by option. */
    private Map<String, String> settings() {
        Map<String, String> named = new TreeMap<>();
        for (OptionSpec option : shared()) {
            named.put(option.longestName(), String.join(",", option.originalStringValues()));
        }
        // The file may change between two calls while its name stays.
        named.computeIfPresent("--plan", (_, file) -> file + " " + FileHash.sha256(Path.of(file)));
        return named;
    }

    /** What all networks have in common: the settings that the user named, and those that the machine decides. */
    private Map<String, String> terms(TrainingPlan planned) {
        Map<String, String> terms = new TreeMap<>(Map.of(
                "--threads", String.valueOf(planned.computation().threads()),
                "--seed", String.valueOf(planned.seed()),
                "--validation", String.valueOf(planned.division().validation()),
                "--image-size", String.valueOf(imageSize == null ? StartOptions.USUAL_SIZE : imageSize)));
        settings().forEach(terms::putIfAbsent);
        return terms;
    }

    /** The same as words of {@code train}. */
    private List<String> options() {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : shared()) {
            if (option.arity().max() == 0) {
                words.add(option.longestName());
            } else {
                option.originalStringValues().forEach(value -> words.addAll(List.of(option.longestName(), value)));
            }
        }
        return words;
    }

    private List<OptionSpec> shared() {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !OWN.contains(option.longestName()))
                .toList();
    }
}
