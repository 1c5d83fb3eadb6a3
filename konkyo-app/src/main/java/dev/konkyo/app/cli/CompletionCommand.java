package dev.konkyo.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands and options in bash and zsh. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        footer = {"", "Example: source <(konkyo completion)"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        konkyo.output().line(AutoComplete.bash("konkyo", spec.root().commandLine()));
        return 0;
    }
}
