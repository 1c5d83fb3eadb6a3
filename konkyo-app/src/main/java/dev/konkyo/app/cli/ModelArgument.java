package dev.konkyo.app.cli;

import dev.konkyo.graph.ReferenceHead;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.Thresholds;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.onnx.OnnxException;
import dev.konkyo.onnx.UnknownOperatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model that a command works with, and what to say of a model of another tool, which brings no card. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ModelArgument {
    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "The model: an ONNX file, or a folder that specialists made.")
    private Path file;

    @Mixin
    private CardlessOptions cardless;

    @Option(
            names = "--threshold",
            paramLabel = "X",
            description =
                    "Call photos whose highest score lies below X 'unknown', in place of the model's own thresholds.")
    private @Nullable Float threshold;

    /** The file, once it was read. */
    private @Nullable ModelFile known;

    /** The folder of a generalist and its specialists, if that is what was named. */
    Optional<SpecialistsFolder> specialists() {
        return Files.isDirectory(file) ? Optional.of(new SpecialistsFolder(file)) : Optional.empty();
    }

    Path file() {
        return file;
    }

    /** The scores alone of a file with an operator that Konkyo does not know, from ONNX Runtime; empty for a file that can be read. */
    Optional<Classifier> scoresOnly(Output output, int threads) {
        if (specialists().isPresent()) {
            return Optional.empty();
        }
        try {
            known = ModelFile.read(file);
            return Optional.empty();
        } catch (OnnxException e) {
            var unknown = UnknownOperatorException.in(e).orElseThrow(() -> e);
            if (threshold != null) {
                throw new UsageException("--threshold needs a model that Konkyo can read: " + e.getMessage());
            }
            return Optional.of(cardless.scoresOnly(file, file + ": " + unknown.reason(), output, threads));
        }
    }

    private ModelFile read() {
        return known == null ? ModelFile.read(file) : known;
    }

    /** The model of a file, for commands that decide nothing. */
    Model model(ModelFile read, Output output) {
        if (threshold != null) {
            throw new UsageException(
                    "--threshold would change nothing here; it belongs to commands that decide, such as evaluate");
        }
        return described(read, output);
    }

    /** Reads the model; what was assumed about one without a card goes to the messages. */
    Model read(Output output) {
        var model = specialists().map(SpecialistsFolder::model).orElseGet(() -> described(read(), output));
        return threshold == null ? model : thresholded(model, threshold);
    }

    /**
     * Reads a model whose scores are looked at one by one, with nothing decided by them.
     *
     * @param command that asks, for the message
     * @throws CommandException if a folder of specialists was named
     * @throws UsageException if a threshold was given
     */
    Model single(Output output, String command) {
        if (specialists().isPresent()) {
            throw new CommandException(
                    "%s: expected the file of one model, got a folder; %s looks at one network, so name an ONNX file in it"
                            .formatted(file, command));
        }
        if (threshold != null) {
            throw new UsageException(
                    "--threshold decides what is unknown, and %s takes every photo's highest score; leave it out"
                            .formatted(command));
        }
        return read(output);
    }

    private static Model thresholded(Model model, float value) {
        if (ReferenceHead.in(model.graph())) {
            throw new UsageException("--threshold cannot change this model's: its threshold is one of its two scores;"
                    + " import it again with konkyo import-memory --threshold " + value);
        }
        try {
            var card = model.card();
            return new Model(
                    model.graph(),
                    model.weights(),
                    card.withThresholds(Thresholds.same(card.labels().size(), value)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--threshold: " + e.getMessage());
        }
    }

    private Model described(ModelFile read, Output output) {
        cardless.check(file, read);
        return cardless.model(file, read, output);
    }
}
