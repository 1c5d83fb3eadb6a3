package dev.konkyo.torch.training;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.graph.Weights;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.weights.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a run after its last whole epoch, in a folder of its own per epoch. {@code state.json} names the folder and is replaced
 * last and at once, so a run that is killed while writing goes on from the checkpoint before.
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

    void save(Weights weights, GradientDescent descent, AveragedWeights average, List<EpochResult> epochs) {
        String name = "epoch-" + epochs.size();
        Path target = folder.resolve(name);
        try {
            Files.createDirectories(target);
            SafetensorsFile.write(weights, Map.of(), target.resolve(WEIGHTS));
            if (average.steps() > 0) {
                SafetensorsFile.write(average.weights(), Map.of(), target.resolve(AVERAGE));
            }
            descent.save(target.resolve(OPTIMIZER));
            force(target.resolve(OPTIMIZER));
            byte[] state =
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new State(name, epochs, average.steps()));
            AtomicFile.write(folder.resolve(STATE), out -> out.write(state));
            removeAllBut(target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + target + ": " + e.getMessage(), e);
        }
    }

    /** The state names this file only once it is on the disk. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void removeAllBut(Path kept) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isDirectory)
                    .filter(e -> !e.equals(kept))
                    .toList()) {
                try (Stream<Path> files = Files.walk(entry)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
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
