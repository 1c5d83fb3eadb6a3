package dev.konkyo.app.cli;

import dev.konkyo.app.live.Decision;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where decisions go: to standard output, to a file, and to the question whether a label was seen. */
final class WatchRecords implements Consumer<Decision>, AutoCloseable {
    private final Output output;
    private final boolean json;
    private final FailOn failOn;
    private final @Nullable Path file;
    private final @Nullable BufferedWriter writer;
    private @Nullable String label;

    /**
     * Opens the file.
     *
     * @param json whether every decision is printed as JSON; otherwise a sentence is, whenever the label changes
     * @param file is added to
     */
    WatchRecords(Output output, boolean json, FailOn failOn, @Nullable Path file) {
        this.output = output;
        this.json = json;
        this.failOn = failOn;
        this.file = file;
        try {
            writer = file == null
                    ? null
                    : Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new CommandException("cannot write the records: " + ErrorLine.of(e), e);
        }
    }

    @Override
    public void accept(Decision decision) {
        var line = WatchLine.of(decision);
        failOn.saw(line.label());
        if (json) {
            output.json(line);
        } else if (line.image() != null || !line.label().equals(label)) {
            output.line(line.sentence());
        }
        label = line.label();
        write(line);
    }

    private void write(WatchLine line) {
        if (writer == null) {
            return;
        }
        try {
            writer.write(Output.text(line) + "\n");
            // Whoever follows the file sees each decision when it is made.
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the records to " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the records to " + file + ": " + e.getMessage(), e);
        }
    }
}
