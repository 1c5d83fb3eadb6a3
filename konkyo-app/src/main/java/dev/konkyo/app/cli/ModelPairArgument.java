package dev.konkyo.app.cli;

import dev.konkyo.analysis.Pair;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Two models that a command compares. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ModelPairArgument {
    @Parameters(paramLabel = "MODEL_A", description = "The one model: an ONNX file.")
    private Path first;

    @Parameters(paramLabel = "MODEL_B", description = "The other model, of the same classes in any order.")
    private Path second;

    @Mixin
    private CardlessOptions cardless;

    Pair<Path> files() {
        return new Pair<>(first, second);
    }

    /** Reads both; what was assumed about one without a card goes to the messages. */
    Pair<Model> read(Output output) {
        return files().map(file -> read(file, output));
    }

    /** Reads a further model under the same options. */
    Model read(Path file, Output output) {
        if (Files.isDirectory(file)) {
            throw new CommandException(
                    file + ": expected the file of one model, got a folder; name the ONNX file in it");
        }
        return cardless.model(file, ModelFile.read(file), output);
    }
}
