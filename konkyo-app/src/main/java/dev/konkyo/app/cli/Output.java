package dev.konkyo.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The two ways out of a command: results to standard output, everything that accompanies the work to standard error. */
final class Output {
    private static final JsonMapper JSON = new JsonMapper();

    /** Names of files may hold these; a note is one line all the same. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final OutputStream results;
    private final PrintStream messages;

    Output(OutputStream results, PrintStream messages) {
        this.results = results;
        this.messages = messages;
    }

    /** A value as JSON on one line. */
    static String text(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** Prints a result as one JSON object on one line; a record's components are its fields, in their order. */
    void json(Object result) {
        line(text(result));
    }

    /**
     * Prints one line of a result.
     *
     * @throws ClosedException if the reader has gone
     */
    void line(String text) {
        try {
            results.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            results.flush();
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("Broken pipe")) {
                throw new ClosedException();
            }
            throw new CommandException("cannot write to standard output: " + e.getMessage(), e);
        }
    }

    /** Prints one line about the work; it is not part of the result. */
    void note(String text) {
        messages.println("konkyo: " + CONTROL.matcher(text).replaceAll("?"));
    }

    PrintStream messages() {
        return messages;
    }

    PrintWriter resultsWriter() {
        return new PrintWriter(new OutputStreamWriter(results, StandardCharsets.UTF_8), true);
    }

    PrintWriter messagesWriter() {
        return new PrintWriter(messages, true, StandardCharsets.UTF_8);
    }

    /** The program that reads the results has ended, as {@code head} does; there is nobody left to tell. */
    static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
