package dev.konkyo.app.cli;

import dev.konkyo.graph.NearestNames;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong usage as one line, with what may have been meant. */
final class Mistyped {
    private Mistyped() {}

    static String line(ParameterException error) {
        var line = error.getCommandLine();
        if (!(error instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return ErrorLine.of(error);
        }
        var word = unmatched.getUnmatched().getFirst();
        if (unmatched.isUnknownOption()) {
            return ErrorLine.of(error)
                    + NearestNames.like(word, options(line.getCommandSpec()))
                            .map(option -> "; did you mean '" + option + "'?")
                            .orElse("");
        }
        return line.getSubcommands().isEmpty() ? ErrorLine.of(error) : noCommand(word, line);
    }

    static String noCommand(String word, CommandLine line) {
        var nearest = NearestNames.of(word, line.getSubcommands().keySet(), 1).getFirst();
        return "no command is called '" + word + "'; did you mean '" + nearest + "'?";
    }

    private static List<String> options(CommandSpec command) {
        return command.options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .toList();
    }
}
