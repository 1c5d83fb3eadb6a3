package dev.konkyo.tensorboard;

import dev.konkyo.tensorboard.format.EventFormat.Event;
import dev.konkyo.tensorboard.format.EventFormat.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;

/**
 * A file of scalars by step. Each event is on its way to the disk when the call returns, so that a run can be watched while it goes on. A
 * run that is resumed writes a further file: TensorBoard shows a folder's files as one.
 */
public final class EventFile implements AutoCloseable {
    /** The version of the format, the first record of every file. */
    private static final String VERSION = "brain.Event:2";

    private final Path file;
    private final OutputStream out;

    private EventFile(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Begins a file in a folder, named after the time.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static EventFile in(Path folder, Instant time) {
        Path file = folder.resolve("events.out.tfevents." + time.toEpochMilli() + ".konkyo");
        try {
            EventFile events = new EventFile(
                    file, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            events.write(Event.newBuilder().setWallTime(seconds(time)).setFileVersion(VERSION));
            return events;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Adds the scalars of one step; what is not a number is left out.
     *
     * @param scalars by name; a slash in it groups charts
     * @throws UncheckedIOException if the file cannot be written
     */
    public void add(Instant time, long step, Map<String, Double> scalars) {
        Summary.Builder summary = Summary.newBuilder();
        scalars.forEach((name, value) -> {
            if (!Double.isNaN(value)) {
                summary.addValue(Summary.Value.newBuilder().setTag(name).setSimpleValue(value.floatValue()));
            }
        });
        write(Event.newBuilder().setWallTime(seconds(time)).setStep(step).setSummary(summary));
    }

    private void write(Event.Builder event) {
        try {
            out.write(Frame.of(event.build().toByteArray()));
            out.flush();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private static UncheckedIOException unwritable(Path file, IOException e) {
        return new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
