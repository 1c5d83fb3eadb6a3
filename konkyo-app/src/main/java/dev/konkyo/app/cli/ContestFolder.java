package dev.konkyo.app.cli;

import dev.konkyo.app.report.Entrant;
import dev.konkyo.app.report.HeldOut;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.dataset.Part;
import dev.konkyo.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where a comparison is kept: what all networks have in common, and a run folder for each. */
record ContestFolder(Path folder) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RESULT = "result.json";
    private static final String BEGUN = "begun.json";

    /**
     * What all networks of a comparison have in common.
     *
     * @param settings by the name of the option; those that are not named have their defaults
     * @param dataHash see {@link DatasetHash}
     */
    record Terms(Map<String, String> settings, String dataHash) {
        Terms {
            settings = new TreeMap<>(settings);
        }
    }

    /**
     * How a network's training was begun; kept from then on, so that an interrupted one goes on with the same and forgets nothing.
     *
     * @param start what its weights began as, in words
     * @param weightsHash SHA-256 of the weights' file; null from scratch
     * @param peakMemory of the processes that have trained it so far, the largest, in bytes; null if that of one of them is not known
     */
    record Begun(
            String start,
            @Nullable String weightsHash,
            @Nullable Long peakMemory) {
        /** The same weights, whatever they are called. */
        boolean sameWeights(Begun other) {
            return Objects.equals(weightsHash, other.weightsHash);
        }

        /** After a process that went on from here. */
        Begun after(OptionalLong peak) {
            return new Begun(
                    start,
                    weightsHash,
                    peakMemory == null || peak.isEmpty() ? null : Math.max(peakMemory, peak.getAsLong()));
        }
    }

    /** The photos that all networks are judged on: the test part, otherwise those held back from training. */
    static Dataset held(Dataset photos) {
        var held = photos.has(Part.TEST) ? photos.only(Part.TEST) : photos.only(Part.VALIDATION);
        if (held.samples().isEmpty()) {
            throw new CommandException("no photo of " + photos.folder()
                    + " is held back to compare on; give --validation more than 0, or a val/ or test/ folder");
        }
        return held;
    }

    /** The same with their paths from the folder on. */
    static HeldOut heldOut(Dataset held) {
        return new HeldOut(
                held.labels(),
                held.samples().stream()
                        .map(sample -> held.relative(sample.photo()))
                        .toList(),
                held.samples().stream().map(sample -> sample.label()).toList());
    }

    Path run(String network) {
        return folder.resolve(network);
    }

    Path model(String network) {
        return run(network).resolve("model.onnx");
    }

    Path photos() {
        return folder.resolve("photos.json");
    }

    Path page() {
        return folder.resolve("index.html");
    }

    /**
     * Begins a comparison here, or goes on with one on the same terms.
     *
     * @throws CommandException if the folder holds one on other terms
     */
    void open(Terms terms, HeldOut photos) {
        AtomicFile.folder(folder);
        var file = folder.resolve("terms.json");
        read(file, Terms.class).ifPresent(before -> same(before, terms));
        write(terms, file);
        write(photos, photos());
    }

    private void same(Terms before, Terms now) {
        var names = new TreeSet<>(before.settings().keySet());
        names.addAll(now.settings().keySet());
        for (var name : names) {
            var was = before.settings().getOrDefault(name, "the default");
            var is = now.settings().getOrDefault(name, "the default");
            if (!was.equals(is)) {
                throw new CommandException(
                        "%s holds a comparison with other settings: %s was %s, now %s; use the old value or another --output"
                                .formatted(folder, name, was, is));
            }
        }
        if (!before.dataHash().equals(now.dataHash())) {
            throw new CommandException(folder + " holds a comparison on other photos; use another --output");
        }
    }

    /** What an earlier run of the command found; empty if it did not come to an end. */
    Optional<Entrant.Finished> result(String network) {
        return read(run(network).resolve(RESULT), Entrant.Finished.class);
    }

    /** How the network that is finished or not was begun; empty if it was not. */
    Optional<Begun> begun(String network) {
        return result(network)
                .map(before -> new Begun(before.start(), before.weightsHash(), before.peakMemory()))
                .or(() -> read(run(network).resolve(BEGUN), Begun.class));
    }

    void begin(String network, Begun begun) throws IOException {
        Files.createDirectories(run(network));
        write(begun, run(network).resolve(BEGUN));
    }

    void keep(Entrant.Finished result) {
        write(result, run(result.network()).resolve(RESULT));
    }

    private static void write(Object value, Path file) {
        byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
        AtomicFile.write(file, out -> out.write(text));
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(Files.readAllBytes(file), type)) : Optional.empty();
        } catch (JacksonException e) {
            throw new CommandException(file + " is damaged; remove it and start again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
