package dev.konkyo.app.cli;

import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows what a model file holds. */
@Command(
        name = "show",
        description =
                "Show a model's card, size, inputs and outputs; with --check also whether this machine computes what the file says.",
        footer = {"", "Example: konkyo show run/model.onnx --json"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ShowCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

    @Option(
            names = "--check",
            description = "Run the file on its golden inputs and fail if an output differs from what the file stores.")
    private boolean check;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        var file = ModelFile.read(model.file());
        var line = ModelLine.of(model.model(file, konkyo.output()), file.sha256());
        if (json.chosen()) {
            konkyo.output().json(line.json());
        } else {
            line.lines().forEach(konkyo.output()::line);
        }
        if (check) {
            check(file, line.card());
        }
        return 0;
    }

    private void check(ModelFile file, ModelCard card) {
        var golden = file.golden()
                .orElseThrow(() -> new CommandException(
                        model.file() + " stores no outputs to check; konkyo export writes a file that does"));
        GoldenRun.mismatch(model.file(), card, golden).ifPresent(mismatch -> {
            throw new CommandException(model.file() + " computes something else on this machine: " + mismatch);
        });
        konkyo.output().note("checked: " + golden.cases().size() + " golden inputs give the stored outputs");
    }
}
