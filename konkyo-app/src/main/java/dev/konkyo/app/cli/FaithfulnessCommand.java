package dev.konkyo.app.cli;

import dev.konkyo.app.report.FaithfulnessPage;
import dev.konkyo.app.report.FaithfulnessPhotos;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.dataset.Sample;
import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.Study;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.graph.Stages;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Measures how far a model's heatmaps can be trusted. */
@Command(
        name = "faithfulness",
        description =
                "Measure how far heatmaps can be trusted: whether the score depends on the places that they name, and whether these are the"
                        + " marked ones; beside two baselines that never look at the photo.",
        footer = {"", "Example: konkyo faithfulness run/model.onnx photos --methods all --output trust"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class FaithfulnessCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

    @Mixin
    private DataArgument data;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Methods, see konkyo methods, with other numbers as in rise:masks=4000, or all; by default the one that explain would use.")
    private @Nullable List<String> names;

    @Option(
            names = "--layer",
            paramLabel = "NODE",
            description = "The value of the graph whose places are explained; by default the last one before pooling.")
    private @Nullable String layer;

    @Option(
            names = "--photos",
            paramLabel = "N",
            description =
                    "At most so many photos for decisions, with masks and without defects, spread evenly over each; by default ${DEFAULT-VALUE}.")
    private int photos = 32;

    @Option(
            names = "--sanity",
            paramLabel = "N",
            description =
                    "Photos on which the maps are compared with those of a model that forgets; 0 leaves the check out; by default ${DEFAULT-VALUE}.")
    private int sanity = 4;

    @Option(
            names = "--quick",
            description =
                    "Change photos for deletion and insertion on blurred ground alone, in eight steps; places are measured as always.")
    private boolean quick;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all that is drawn; by default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write index.html and faithfulness.jsonl here.")
    private @Nullable Path output;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (photos < 1 || sanity < 0) {
            throw new UsageException(
                    "--photos must be at least 1 and --sanity at least 0, got " + photos + " and " + sanity);
        }
        var options = MethodOptions.at(layer);
        var scoresOnly = model.scoresOnly(konkyo.output(), engine.threads());
        if (scoresOnly.isPresent()) {
            try (var classifier = scoresOnly.get()) {
                return measured(classifier, options);
            }
        }
        var loaded = model.single(konkyo.output(), "faithfulness");
        var entries = entries(loaded, options);
        return measured(
                loaded.card(),
                chosen -> measure(
                        new Contenders(loaded, options, engine.threads()),
                        entries,
                        chosen,
                        (found, used) -> checked(found, loaded, options, used, chosen.decisions())));
    }

    /** The same for a model that gives nothing but scores. */
    private int measured(Classifier scoresOnly, MethodOptions options) {
        var usual = options.scoresOnly();
        var entries = names == null ? List.of(usual) : named(names);
        return measured(
                scoresOnly.card(),
                chosen -> measure(
                        new Contenders(scoresOnly, options),
                        entries,
                        chosen,
                        (found, _) -> sanity == 0
                                ? found
                                : found.noting(
                                        List.of(
                                                "without sanity check: the network's weights cannot be read, so they cannot be forgotten"))));
    }

    private int measured(ModelCard card, Function<FaithfulnessPhotos, Findings> measuring) {
        var judged = JudgedPhotos.of(data.read(), card, engine.threads());
        var known = judged.known(card, card.labels());
        var notes = new ArrayList<>(judged.notes());
        judged.unknown(known).ifPresent(notes::add);
        var findings =
                measuring.apply(FaithfulnessPhotos.of(known, card.labels().size(), photos));
        notes.forEach(konkyo.output()::note);
        print(findings);
        if (output != null) {
            write(output, findings, card, known, notes);
        }
        return 0;
    }

    private List<MethodEntry> entries(Model loaded, MethodOptions options) {
        options.check(loaded);
        if (names == null) {
            return List.of(options.entry(loaded));
        }
        return named(names);
    }

    private static List<MethodEntry> named(List<String> names) {
        return ComparisonOptions.all(names)
                ? EvidenceMethods.all()
                : names.stream().distinct().map(MethodOptions::named).toList();
    }

    /** @param checking adds the sanity check of the methods that explain the model */
    private Findings measure(
            Contenders opened,
            List<MethodEntry> entries,
            FaithfulnessPhotos chosen,
            BiFunction<Findings, List<MethodEntry>, Findings> checking) {
        Map<String, String> refused = new LinkedHashMap<>();
        Findings findings;
        List<MethodEntry> used;
        try (var contenders = opened) {
            try (var progress = ProgressLine.start(konkyo.output(), "tested", chosen.count())) {
                var methods = contenders.usable(entries, refused);
                used = List.copyOf(methods.keySet());
                if (used.isEmpty()) {
                    throw new CommandException("no method can explain this model: " + words(refused));
                }
                var plan = quick ? Study.Plan.brief(contenders::floor, seed) : Study.Plan.full(contenders::floor, seed);
                findings = contenders.findings(methods, plan, seed, chosen, progress::at);
            }
        }
        if (!refused.isEmpty()) {
            findings = findings.noting(List.of("methods that cannot explain this model: " + words(refused)));
        }
        return checking.apply(findings, used);
    }

    private Findings checked(
            Findings findings, Model loaded, MethodOptions options, List<MethodEntry> used, List<Sample> samples) {
        if (sanity == 0) {
            return findings;
        }
        // Every n-th, so that all classes are among them.
        var some = Dataset.spread(samples, sanity);
        try (var progress = ProgressLine.start(
                konkyo.output(), "forgotten", Stages.of(loaded.graph()).count() + 1L)) {
            Map<String, String> refused = new LinkedHashMap<>();
            var checks = new SanityRun(loaded, options, engine.threads(), seed).check(used, some, progress, refused);
            return findings.map(method -> {
                        var check = checks.get(method.name());
                        return check == null ? method : method.with(check);
                    })
                    .noting(refused.isEmpty() ? List.of() : List.of("without sanity check: " + words(refused)));
        }
    }

    private static String words(Map<String, String> refused) {
        return refused.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining("; "));
    }

    private void print(Findings findings) {
        if (json.chosen()) {
            FaithfulnessLine.of(findings).forEach(konkyo.output()::json);
        } else {
            konkyo.output()
                    .line("%d decisions tested, %d photos held against masks or boxes, %d photos without defects"
                            .formatted(findings.decisions(), findings.marked(), findings.clean()));
            new FaithfulnessTable(findings).lines().forEach(konkyo.output()::line);
        }
        findings.notes().forEach(konkyo.output()::note);
    }

    private void write(Path folder, Findings findings, ModelCard card, Dataset known, List<String> notes) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("folder", known.folder().toString());
        facts.put("photos", known.counts().summary());
        facts.put("hash of the photos", DatasetHash.of(known));
        facts.put("seed", String.valueOf(seed));
        var lines = FaithfulnessLine.of(findings).stream()
                .map(line -> Output.text(line) + "\n")
                .collect(Collectors.joining());
        AtomicFile.folder(folder);
        AtomicFile.text(folder.resolve("faithfulness.jsonl"), lines);
        new FaithfulnessPage(findings, card, facts, notes).write(folder.resolve("index.html"));
        konkyo.output().note("see " + folder.resolve("index.html"));
    }
}
