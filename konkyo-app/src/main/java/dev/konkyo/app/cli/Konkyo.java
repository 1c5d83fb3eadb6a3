package dev.konkyo.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code konkyo}: its sub-commands do the work. */
@Command(
        name = "konkyo",
        description = "Computer vision for the JVM that shows its grounds.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            CompareCommand.class,
            SpecialistsCommand.class,
            ExpandCommand.class,
            EvaluateCommand.class,
            ExplainCommand.class,
            FaithfulnessCommand.class,
            AnalyzeCommand.class,
            PatchesCommand.class,
            WatchCommand.class,
            BeltCommand.class,
            ExportCommand.class,
            CalibrateCommand.class,
            ImportMemoryCommand.class,
            NetworksCommand.class,
            MethodsCommand.class,
            ShowCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {"", "Example: konkyo networks --json"})
public final class Konkyo implements Runnable {
    /** Exit statuses beside picocli's 0 (done). */
    static final int FAILED = 1;

    static final int WRONG_USAGE = 2;
    static final int LABEL_SEEN = 3;

    private final Output output;
    private final Map<String, String> environment;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where an error arose.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
    Konkyo(Output output, Map<String, String> environment) {
        this.output = output;
        this.environment = Map.copyOf(environment);
    }

    Konkyo(Output output) {
        this(output, System.getenv());
    }

    /** Variables of the process. */
    Map<String, String> environment() {
        return environment;
    }

    Output output() {
        return output;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /**
     * Runs one command.
     *
     * @param results takes what was asked for, in UTF-8
     * @param messages takes progress, notes and errors
     * @return the exit status
     */
    static int run(OutputStream results, PrintStream messages, String... arguments) {
        return run(System.getenv(), results, messages, arguments);
    }

    /** The same under an environment of one's own. */
    static int run(Map<String, String> environment, OutputStream results, PrintStream messages, String... arguments) {
        var konkyo = new Konkyo(new Output(results, messages), environment);
        try {
            return commandLine(konkyo).execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            return konkyo.failed(e);
        }
    }

    private static CommandLine commandLine(Konkyo konkyo) {
        var line = new CommandLine(konkyo);
        line.setOut(konkyo.output.resultsWriter());
        line.setErr(konkyo.output.messagesWriter());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((error, arguments) -> {
            var command = error.getCommandLine().getCommandSpec().qualifiedName();
            konkyo.output.note(Mistyped.line(error) + "; see " + command + " --help");
            return WRONG_USAGE;
        });
        line.setExecutionExceptionHandler((error, command, result) -> konkyo.failed(error));
        return line;
    }

    private int failed(Throwable error) {
        if (!(error instanceof Output.ClosedException)) {
            output.note(ErrorLine.of(error));
        }
        if (verbose) {
            error.printStackTrace(output.messages());
        }
        return error instanceof UsageException ? WRONG_USAGE : FAILED;
    }

    /** Runs the command that the arguments name and ends the process with its status. */
    @SuppressWarnings("SystemExitOutsideMain") // engine threads would keep the process alive
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // 0.97 is 0.97 in every country
        var messages = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(new FileOutputStream(FileDescriptor.out), messages, arguments));
    }
}
