package dev.konkyo.app.cli;

import dev.konkyo.model.Golden;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** A model file that takes its place only after it was run as it lies on the disk. */
record CheckedFile(Path output) {
    /**
     * Writes a model with its golden outputs.
     *
     * @param inputs that it is checked on
     * @param stored how many of them the file keeps with its outputs
     * @param expected what it must compute; remains open
     * @throws CommandException if the file holds or computes anything else
     */
    void write(Model exported, List<GoldenInput> inputs, int stored, Expected expected) {
        var draft = output.resolveSibling(output.getFileName() + ".unchecked");
        try {
            ModelFile.write(exported, draft);
            require(expected.stored(ModelFile.read(draft).model()));
            Golden golden;
            try (var session = OnnxRuntimeSession.of(draft, RuntimeOptions.sharing(1))) {
                checkOutputs(session, exported, inputs, expected);
                golden = GoldenRun.record(
                        session,
                        exported.card(),
                        inputs.subList(0, Math.min(stored, inputs.size())),
                        expected.tolerances());
            }
            ModelFile.write(exported, golden, draft);
            require(GoldenRun.mismatch(draft, exported.card(), golden));
            Files.move(draft, output, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + output + ": " + ErrorLine.of(e), e);
        } finally {
            remove(draft);
        }
    }

    /**
     * Checks a model that is not written.
     *
     * @throws CommandException if it holds or computes anything else than it must
     */
    static void require(Model exported, List<GoldenInput> inputs, Expected expected) {
        require(expected.stored(exported));
        try (var session = OnnxRuntimeSession.of(exported.network(), RuntimeOptions.sharing(1))) {
            checkOutputs(session, exported, inputs, expected);
        }
    }

    private static void checkOutputs(
            OnnxRuntimeSession session, Model exported, List<GoldenInput> inputs, Expected expected) {
        for (int i = 0; i < inputs.size(); i++) {
            var input = inputs.get(i).tensor(exported.card().preprocessing());
            int number = i + 1;
            require(expected.difference(input, GoldenRun.outputs(session, input))
                    .map(difference -> "golden input " + number + ", " + difference));
        }
    }

    private static void remove(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + draft + ": " + ErrorLine.of(e), e);
        }
    }

    private static void require(Optional<String> mismatch) {
        mismatch.ifPresent(difference -> {
            throw new CommandException("the exported file does not compute what the model does: " + difference);
        });
    }
}
