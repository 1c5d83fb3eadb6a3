package dev.konkyo.app.cli;

import dev.konkyo.cluster.Space;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.LabelSource;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.dataset.Split;
import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.evidence.memory.Fidelity;
import dev.konkyo.evidence.memory.HeldOutPhoto;
import dev.konkyo.evidence.memory.MemoryFile;
import dev.konkyo.evidence.memory.MemoryPlan;
import dev.konkyo.evidence.memory.MemorySearch;
import dev.konkyo.evidence.memory.Observation;
import dev.konkyo.evidence.memory.Observer;
import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.Weighing;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.Model;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Builds or reads the memory that an export puts into a model.
 *
 * @param layer the evidence layer
 */
record MemoryBuilding(Model model, String layer, MemoryOptions options, Output output, int threads) {
    /** More photos hardly change a mean correlation. */
    private static final int HELD_OUT = 100;

    /** Below this rank correlation a user should know that there is something to gain. */
    private static final double FAITHFUL = 0.5;

    /** The memory; empty if none was asked for. */
    Optional<BuiltMemory> memory() {
        return switch (options.source()) {
            case MemoryOptions.Source.None _ -> Optional.empty();
            case MemoryOptions.Source.Stored(Path file) -> Optional.of(stored(file));
            case MemoryOptions.Source.Photos(Path folder) -> Optional.of(built(folder));
        };
    }

    private BuiltMemory stored(Path file) {
        var memory = MemoryFile.read(file);
        memory.requireFor(model.network());
        int classes = model.card().labels().size();
        memory.clusters().stream()
                .filter(cluster -> cluster.label() >= classes)
                .findFirst()
                .ifPresent(cluster -> {
                    throw new CommandException(file + " has a cluster of class " + cluster.label() + ", the model has "
                            + classes + " classes; the memory is damaged, build it again with --memory DATA");
                });
        int channels = IntStream.range(0, memory.clusters().size())
                .map(cluster -> (int) IntStream.range(0, memory.channelWeights(cluster).length)
                        .filter(channel -> memory.channelWeights(cluster)[channel] != 0)
                        .count())
                .max()
                .orElse(0);
        var built = new BuiltMemory(memory, channels, OptionalDouble.empty(), 0, 0);
        built.warnings(model.card().labels()).forEach(output::note);
        return built;
    }

    private BuiltMemory built(Path folder) {
        var search = options.search(model.card());
        var data = new DatasetReader(new LabelSource.Folders())
                .read(folder)
                .ordered(model.card().labels());
        var divided = new Split(options.heldBack(), options.seed()).apply(data);
        divided.warnings().forEach(output::note);
        var training = divided.only(Part.TRAINING).samples();
        if (training.isEmpty()) {
            throw new CommandException(folder + " holds no photo of a class that the model knows; it knows "
                    + Labels.shortened(model.card().labels()));
        }
        List<Observation> observations = new ArrayList<>();
        List<HeldOutPhoto> held = new ArrayList<>();
        observe(training, divided.only(Part.VALIDATION).spread(HELD_OUT).samples(), observations, held);
        var built = chosen(search, observations, held);
        if (search.size() == 1) {
            sayFewer(search.clusters().getFirst(), built.memory().clusters().size());
        }
        say(built, observations);
        var file = options.memoryOutput();
        if (file != null) {
            MemoryFile.write(built.memory(), file);
        }
        return built;
    }

    private void observe(
            List<Sample> training, List<Sample> heldBack, List<Observation> observations, List<HeldOutPhoto> held) {
        TorchEngine.threads(threads);
        var prepared = model.withNetwork(new WeightedGraph(EmbeddingLayer.add(model.graph()), model.weights()));
        var inputs = new LabelledInputs(model.card(), output);
        try (var classifier = new TorchClassifier(prepared)) {
            var observer = new Observer(classifier, layer);
            inputs.each("observed", training, (input, label) -> observations.add(observer.observe(input, label)));
            inputs.each("held against " + truth(), heldBack, (input, _) -> held.add(observer.hold(input)));
        }
    }

    private BuiltMemory chosen(MemorySearch search, List<Observation> observations, List<HeldOutPhoto> held) {
        var source = EvidenceMemory.Source.of(model.network(), layer);
        if (held.isEmpty()) {
            var plan = new MemoryPlan(
                    search.clusters().getFirst(),
                    search.channels().getFirst(),
                    search.spaces().getFirst(),
                    search.seed());
            return new BuiltMemory(plan.build(observations, source), plan.channels(), OptionalDouble.empty(), 0, 0);
        }
        // The best of many is flattered by the photos that chose it, so others say how good it is.
        var choosing = search.size() == 1 ? held : every(held, 0);
        var trials = search.trials(observations, choosing, source);
        sayBest(search, trials);
        var best = MemorySearch.best(trials);
        var judging = search.size() == 1 ? held : every(held, 1);
        if (judging.isEmpty()) {
            output.note("one photo is held back, which chooses the memory: how near it comes to " + truth()
                    + " is not known; a larger --hold-back tells");
            return new BuiltMemory(best.memory(), best.plan().channels(), OptionalDouble.empty(), 0, 0);
        }
        return new BuiltMemory(
                best.memory(),
                best.plan().channels(),
                OptionalDouble.of(Fidelity.of(best.memory(), judging)),
                judging.size(),
                search.size() == 1 ? 0 : choosing.size());
    }

    /** Each second photo, so that both halves have photos of all classes. */
    private static List<HeldOutPhoto> every(List<HeldOutPhoto> held, int first) {
        return IntStream.range(0, held.size())
                .filter(i -> i % 2 == first)
                .mapToObj(held::get)
                .toList();
    }

    /** All that was tried, a line for each distance and number of clusters, then the best of each distance. */
    private void sayBest(MemorySearch search, List<MemorySearch.Trial> trials) {
        if (search.size() == 1) {
            return;
        }
        for (var space : search.spaces()) {
            for (int clusters : search.clusters()) {
                output.note("nearness to %s, %s distance, %d clusters: %s"
                        .formatted(
                                truth(),
                                name(space),
                                clusters,
                                of(trials, space)
                                        .filter(trial -> trial.plan().clusters() == clusters)
                                        .map(trial -> "%.3f with %s channels"
                                                .formatted(trial.fidelity(), channels(trial.plan())))
                                        .collect(Collectors.joining(", "))));
            }
        }
        for (var space : search.spaces()) {
            of(trials, space)
                    .max(Comparator.comparingDouble(MemorySearch.Trial::fidelity))
                    .ifPresent(trial -> output.note("nearest to %s with %s distance: %.3f (%d clusters, %s channels)"
                            .formatted(
                                    truth(),
                                    name(space),
                                    trial.fidelity(),
                                    trial.plan().clusters(),
                                    channels(trial.plan()))));
        }
    }

    private String truth() {
        return BuiltMemory.truth(Weighing.of(model.graph(), layer));
    }

    private static Stream<MemorySearch.Trial> of(List<MemorySearch.Trial> trials, Space space) {
        return trials.stream().filter(trial -> trial.plan().space() == space);
    }

    private static String name(Space space) {
        return space.name().toLowerCase(Locale.ROOT);
    }

    private void sayFewer(int asked, int made) {
        if (made < asked) {
            output.note("of %d clusters %d are left: there are no more different embeddings".formatted(asked, made));
        }
    }

    private void say(BuiltMemory built, List<Observation> observations) {
        int kept = built.memory().clusters().stream()
                .mapToInt(cluster -> cluster.photos())
                .sum();
        if (kept < observations.size()) {
            output.note(observations.size() - kept + " of " + observations.size()
                    + " photos have an embedding that is zero or not finite and are not in the memory");
        }
        built.told(model.card().labels()).forEach(output::note);
        built.warnings(model.card().labels()).forEach(output::note);
        if (built.fidelity().orElse(1) < FAITHFUL) {
            output.note("the maps hardly follow " + truth() + "; "
                    + (built.complete() ? "" : "more --channels, or ")
                    + "--memory auto, which chooses by this");
        }
    }

    private static String channels(MemoryPlan plan) {
        return plan.channels() == Integer.MAX_VALUE ? "all" : String.valueOf(plan.channels());
    }
}
