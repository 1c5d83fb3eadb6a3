package dev.konkyo.app.cli;

import dev.konkyo.app.demo.DemoRecipe;
import dev.konkyo.app.demo.NutRenderer;
import dev.konkyo.app.demo.PartsDataset;
import dev.konkyo.app.report.Evaluation;
import dev.konkyo.app.report.EvaluationFolder;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.Part;
import dev.konkyo.faithfulness.PointingGame;
import dev.konkyo.graph.GraphException;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.Model;
import dev.konkyo.network.Network;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The five-minute tour: photos of nuts, a model that sorts them, and the grounds of its decisions. */
@Command(
        name = "demo",
        description = "Render photos of nuts, train a classifier on them, and show what it rests its decisions on.",
        footer = {"", "Example: konkyo demo --output demo"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 7;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @ParentCommand
    private Konkyo konkyo;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Where photos/, run/ and report/ go; by default ${DEFAULT-VALUE}. What an earlier demo wrote there is replaced.")
    private Path output = Path.of("demo");

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description =
                    "Another network than the measured choice, for instance googlenet or squeezenet1_0; from scratch it takes much longer.")
    private String network = DemoRecipe.STANDARD;

    @Option(
            names = "--weights",
            paramLabel = "WEIGHTS",
            description = "Weights for that network to start from: a .safetensors file or hf:owner/name.")
    private @Nullable String weights;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of the engine; by default one for the small network of the demo, which gains little from more, and one per processor for another.")
    private @Nullable Integer threads;

    @Override
    public Integer call() {
        var began = Instant.now();
        if (threads != null && threads < 1) {
            throw new UsageException("--threads must be at least 1, got " + threads);
        }
        Network chosen = named(network);
        if (weights != null && network.equals(DemoRecipe.STANDARD)) {
            throw new UsageException("--weights is for a network that was trained before; name it with --network");
        }
        var source = weights == null
                ? Optional.<WeightsSource>empty()
                : Optional.of(WeightsSource.of(weights, konkyo.output(), konkyo.environment()));
        try (var _ = DemoFolder.cleared(output)) {
            tour(began, chosen, source);
        }
        return 0;
    }

    private static Network named(String name) {
        try {
            return Networks.named(name);
        } catch (GraphException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private int engineThreads() {
        if (threads != null) {
            return threads;
        }
        return network.equals(DemoRecipe.STANDARD) ? 1 : PROCESSORS;
    }

    private void tour(Instant began, Network chosen, Optional<WeightsSource> source) {
        var recipe = network.equals(DemoRecipe.STANDARD)
                ? DemoRecipe.standard(engineThreads(), SEED)
                : DemoRecipe.coarse(network, source.isPresent(), engineThreads(), SEED);
        // Weights that do not fit are found before the minutes of rendering.
        var start = DemoStart.of(chosen, source, recipe.photo());
        var photos = rendered(recipe);
        var model = trained(recipe, start, photos);
        var test = photos.only(Part.TEST).ordered(model.card().labels());
        var judged = new Judge(konkyo.output(), new MethodOptions(), engineThreads()).judge(model, test, true);
        var evaluation = new QuickFaithfulness(
                        konkyo.output(), new MethodOptions(), engineThreads(), QuickFaithfulness.PHOTOS)
                .add(model, test, judged);
        report(recipe, model, test, evaluation);
        konkyo.output()
                .note("the whole tour took "
                        + Duration.between(began, Instant.now()).toSeconds() + " s");
    }

    private Dataset rendered(DemoRecipe recipe) {
        var folder = output.resolve("photos");
        konkyo.output().note("rendering " + recipe.photos() + " photos of hex nuts to " + folder);
        try (var progress = ProgressLine.start(konkyo.output(), "rendering", recipe.photos())) {
            new PartsDataset(
                            new NutRenderer(recipe.photo(), recipe.mildest()),
                            PartsDataset.Format.JPEG,
                            PROCESSORS,
                            progress::at)
                    .writeMatched(
                            folder,
                            recipe.train(),
                            recipe.validation(),
                            recipe.test(),
                            recipe.plan().seed());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the photos to " + folder + ": " + e.getMessage(), e);
        }
        return DatasetReader.standard().read(folder);
    }

    private Model trained(DemoRecipe recipe, DemoStart start, Dataset photos) {
        var ready = start.point()
                .prepare(photos.labels(), start.preprocessing(), recipe.plan().seed())
                .start();
        var run = new RunFolder(output.resolve("run"));
        konkyo.output()
                .note("training " + network + (weights == null ? " from scratch on " : " on ")
                        + photos.only(Part.TRAINING).samples().size() + " photos");
        try (var interruption = new Interruption(konkyo.output());
                var display = new TrainingDisplay(konkyo.output(), interruption)) {
            new Trainer(recipe.plan(), ready, photos, run, display).train();
            if (interruption.happened()) {
                throw new CommandException("ended early; the best model so far is " + run.model());
            }
        }
        return ModelFile.read(run.model()).model();
    }

    private void report(DemoRecipe recipe, Model model, Dataset photos, Evaluation evaluation) {
        var reader = PhotoReader.standard();
        var near = evaluation.pointingGame(PointingGame.PUBLISHED, reader);
        var line = EvaluationLine.of(evaluation, near);
        konkyo.output()
                .line("accuracy %.4f on %d photos that the model had not seen"
                        .formatted(line.accuracy(), line.images()));
        near.ifPresent(share -> konkyo.output()
                .line(
                        "the evidence peaks on the true defect of %.4f of the rightly rejected nuts (within %.0f pixels; exactly on it: %.4f)"
                                .formatted(
                                        share,
                                        PointingGame.PUBLISHED.tolerance(recipe.photo(), recipe.photo()),
                                        evaluation
                                                .pointingGame(PointingGame.EXACT, reader)
                                                .orElse(0))));
        var folder = output.resolve("report");
        new EvaluationFolder(folder, model.card()).write(evaluation, Output.text(line), photos, List.of());
        konkyo.output().line("see " + folder.resolve("index.html"));
    }
}
