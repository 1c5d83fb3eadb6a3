package dev.konkyo.torch.training;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.graph.Weights;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.weights.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a run after its last whole epoch, in a folder of its own per epoch, and the best epoch's model. {@code state.json} names both and
 * is replaced last and at once, so a run that is killed while writing goes on from the checkpoint before, with the best model that its record
 * tells of.
 */
final class Checkpoint {
    private static final String STATE = "state.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String OPTIMIZER = "optimizer.pt";
    private static final String AVERAGE = "average.safetensors";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    Checkpoint(Path folder) {
        this.folder = folder;
    }

    /**
     * What is needed besides parameters, optimiser and average; everything random follows from the plan's seed and the epoch.
     *
     * @param averaged steps that the average of the weights has taken in
     */
    record State(String checkpoint, List<EpochResult> epochs, long averaged) {
        State {
            epochs = List.copyOf(epochs);
        }
    }

    /** The model of an epoch as it was learnt. It counts from when a checkpoint is saved whose best epoch it is. */
    Path best(EpochResult epoch) {
        return folder.resolve("best-" + epoch.epoch() + ".onnx");
    }

    /**
     * Adds the checkpoint of the last epoch, then removes the one before and models that are no longer the best. If anything fails, such as
     * for want of space, the one before stays as it is and nothing of the new one is left.
     */
    void save(Weights weights, GradientDescent descent, AveragedWeights average, List<EpochResult> epochs) {
        String name = "epoch-" + epochs.size();
        Path target = folder.resolve(name);
        try {
            Files.createDirectories(target);
            fill(target, weights, descent, average);
            byte[] state =
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new State(name, epochs, average.steps()));
            AtomicFile.write(folder.resolve(STATE), out -> out.write(state));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + target + ": " + e.getMessage(), e);
        } finally {
            removeUnnamed();
        }
    }

    private static void fill(Path target, Weights weights, GradientDescent descent, AveragedWeights average) {
        SafetensorsFile.write(weights, Map.of(), target.resolve(WEIGHTS));
        if (average.steps() > 0) {
            SafetensorsFile.write(average.weights(), Map.of(), target.resolve(AVERAGE));
        }
        AtomicFile.write(target.resolve(OPTIMIZER), descent::save, Checkpoint::requireArchive);
    }

    /** The engine's archives are ZIP files; their directory is written last, and reading it takes no time. */
    private static void requireArchive(Path file) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            if (archive.size() == 0) {
                throw new IOException("the optimiser's archive came out empty; is the disk sound?");
            }
        }
    }

    /** What the state does not name is the checkpoint before, a model that was the best, or what is left of a failed attempt. */
    private void removeUnnamed() {
        try (Stream<Path> entries = Files.list(folder)) {
            Optional<State> state = state();
            Set<Path> named = state.stream()
                    .flatMap(saved ->
                            Stream.of(folder.resolve(saved.checkpoint()), best(EpochResult.best(saved.epochs()))))
                    .collect(Collectors.toSet());
            for (Path entry : entries.filter(entry -> ours(entry) && !named.contains(entry))
                    .toList()) {
                remove(entry);
            }
        } catch (IOException | RuntimeException _) {
            // What is left does no harm, and if something failed before, that is what must be told.
            return;
        }
    }

    private static boolean ours(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return Files.isDirectory(entry) || (name.startsWith("best-") && name.endsWith(".onnx"));
    }

    private static void remove(Path checkpoint) throws IOException {
        try (Stream<Path> files = Files.walk(checkpoint)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The saved state, if there is one. */
    Optional<State> state() {
        Path file = folder.resolve(STATE);
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(file), State.class))
                    : Optional.empty();
        } catch (JacksonException e) {
            throw new TrainingException(
                    "the checkpoint " + file + " is damaged; start a new run in another output folder", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    /** Puts parameters, optimiser and average back. */
    void restore(State state, TorchNetwork network, GradientDescent descent, AveragedWeights average) {
        Path source = folder.resolve(state.checkpoint());
        Weights weights = SafetensorsFile.read(source.resolve(WEIGHTS)).weights();
        network.load(weights);
        descent.load(source.resolve(OPTIMIZER));
        if (state.averaged() > 0) {
            average.load(SafetensorsFile.read(source.resolve(AVERAGE)).weights(), state.averaged());
        }
    }
}
