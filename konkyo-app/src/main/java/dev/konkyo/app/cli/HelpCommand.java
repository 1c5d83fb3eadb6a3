package dev.konkyo.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code konkyo help train} says what {@code konkyo train --help} says, for those who type it so. */
@Command(
        name = "help",
        description = "Say what a command does and which options it has.",
        footer = {"", "Example: konkyo help train"})
final class HelpCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "The command; without one, all of them are listed.")
    private @Nullable String command;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
    HelpCommand() {}

    @Override
    public Integer call() {
        CommandLine all = spec.parent().commandLine();
        CommandLine asked = command == null ? all : all.getSubcommands().get(command);
        if (asked == null) {
            throw new UsageException(Mistyped.noCommand(String.valueOf(command), all) + "; see konkyo --help");
        }
        asked.usage(all.getOut());
        return 0;
    }
}
