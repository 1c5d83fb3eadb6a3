package dev.konkyo.app.cli;

import dev.konkyo.onnx.ModelFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Shows what a model file holds. */
@Command(
        name = "show",
        description = "Show a model's card, size, inputs and outputs.",
        footer = {"", "Example: konkyo show run/model.onnx --json"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ShowCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

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
        return 0;
    }
}
