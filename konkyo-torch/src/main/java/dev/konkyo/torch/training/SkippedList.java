package dev.konkyo.torch.training;

import dev.konkyo.dataset.Skipped;
import dev.konkyo.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Photos that a finished run could not decode, kept so that a resumption that has nothing left to train still names them. */
final class SkippedList {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FILE = "skipped.json";

    private SkippedList() {}

    /** A path as text: as a value of its own it would be written as a URI. */
    private record Line(String file, String reason) {}

    static void write(List<Skipped> skipped, RunFolder folder) {
        byte[] text = JSON.writeValueAsBytes(skipped.stream()
                .map(photo -> new Line(photo.file().toString(), photo.reason()))
                .toList());
        AtomicFile.write(folder.last().resolve(FILE), out -> out.write(text));
    }

    /** The list of a finished run; empty if it kept none. */
    static List<Skipped> read(RunFolder folder) {
        Path file = folder.last().resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return List.of(JSON.readValue(Files.readAllBytes(file), Line[].class)).stream()
                    .map(line -> new Skipped(Path.of(line.file()), line.reason()))
                    .toList();
        } catch (JacksonException e) {
            throw new TrainingException(file + " is damaged; remove it and resume again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
