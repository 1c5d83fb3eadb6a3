package dev.konkyo.app.cli;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs what people run most, once and in small, while the JVM records which classes it loads. From the record the launcher makes the
 * cache that later starts load from; native libraries are unpacked on the way. Not a command: only the launcher calls it.
 */
final class Rehearsal {
    private static final String SIDE = "32";

    private final Path folder;
    private final PrintStream messages;

    private Rehearsal(Path folder, PrintStream messages) {
        this.folder = folder;
        this.messages = messages;
    }

    /**
     * Rehearses.
     *
     * @param folder empty; gets photos and a model
     * @param messages takes what the commands say
     * @return 0 if every command did what it should
     */
    static int in(Path folder, PrintStream messages) throws IOException {
        return new Rehearsal(folder, messages).play();
    }

    private int play() throws IOException {
        var data = folder.resolve("photos");
        for (int i = 0; i < 4; i++) {
            photo(data.resolve("dark"), i, 40);
            photo(data.resolve("light"), i, 200);
        }
        var run = folder.resolve("run");
        var model = run.resolve("model.onnx").toString();
        var output = folder.resolve("output").toString();
        var train = List.of("train", data.toString(), "--output", run.toString(), "--network", "mobilenet_v1_0.25");
        return konkyo(train, "--image-size", SIDE, "--epochs", "1", "--batch", "4")
                + konkyo(List.of("evaluate", model, data.toString()), "--output", output, "--json")
                + konkyo(List.of("explain", model, data.toString()), "--output", output, "--json")
                + konkyo(List.of("explain", model, data.toString()), "--method", "grad-cam")
                + konkyo(List.of("show", model))
                + konkyo(List.of("networks"));
    }

    private static void photo(Path folder, int number, int brightness) throws IOException {
        Files.createDirectories(folder);
        PhotoWriter.writeJpeg(
                Image.filled(48, 48, brightness, brightness, 10 * number), folder.resolve(number + ".jpg"), 90);
    }

    private int konkyo(List<String> command, String... options) {
        var words = new ArrayList<>(command);
        words.addAll(List.of(options));
        return Konkyo.run(OutputStream.nullOutputStream(), messages, words.toArray(String[]::new));
    }

    /** Rehearses in the folder that the argument names. */
    public static void main(String[] arguments) throws IOException {
        System.exit(in(Path.of(arguments[0]), new PrintStream(System.err, true, StandardCharsets.UTF_8)));
    }
}
