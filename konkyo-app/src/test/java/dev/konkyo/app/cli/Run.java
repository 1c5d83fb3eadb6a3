package dev.konkyo.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One command, run whole: its exit status and everything that it printed. */
record Run(int status, String out, String err) {
    private static final JsonMapper JSON = new JsonMapper();

    static {
        // As the program does before it runs a command.
        Locale.setDefault(Locale.ROOT);
    }

    /** Under no environment variables: what the machine's user has set decides nothing. */
    static Run konkyo(Object... arguments) {
        return konkyo(Map.of(), arguments);
    }

    /** Words that every run of a test begins with, and those that differ. */
    static Run of(List<Object> words, Object... more) {
        return konkyo(Stream.concat(words.stream(), Arrays.stream(more)).toArray());
    }

    /** Under these environment variables. */
    static Run konkyo(Map<String, String> environment, Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int status = Konkyo.run(environment, out, new PrintStream(err, true, StandardCharsets.UTF_8), words);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /**
     * The fields of the object that evaluate prints.
     *
     * @param located measures of photos with masks or boxes
     */
    static List<String> fieldsOfEvaluate(String... located) {
        var first = Stream.of("images", "accuracy", "perClass", "confusion", "labels", "auroc");
        var last = Stream.of("insertion", "deletion", "faithfulness", "skipped");
        return Stream.of(first, Arrays.stream(located), last)
                .flatMap(part -> part)
                .toList();
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }

    /** Standard output as JSON, one object per line; anything else there is an error. */
    List<JsonNode> json() {
        return out.lines().map(JSON::readTree).toList();
    }
}
