package dev.konkyo.app.cli;

import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.model.Prediction;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeEvidenceClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A model file that takes its place only after it was run as it lies on the disk. */
record CheckedFile(Path output) {
    private static final double SAME = 1e-3;

    /**
     * Writes a model with its golden outputs.
     *
     * @param decision the model that it was made of
     * @throws CommandException if the file computes anything else, or its scores are not those of the decision
     */
    void write(Model decision, Model exported, List<GoldenInput> inputs) {
        var draft = output.resolveSibling(output.getFileName() + ".unchecked");
        try {
            requireSameDecision(decision, exported);
            try (var session = OnnxRuntimeSession.of(exported.network(), RuntimeOptions.sharing(1))) {
                var golden = GoldenRun.record(session, exported.card(), inputs);
                ModelFile.write(exported, golden, draft);
                GoldenRun.mismatch(draft, exported.card(), golden).ifPresent(CheckedFile::failed);
            }
            Files.move(draft, output, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + output + ": " + ErrorLine.of(e), e);
        } finally {
            remove(draft);
        }
    }

    private static void remove(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + draft + ": " + ErrorLine.of(e), e);
        }
    }

    private static void requireSameDecision(Model decision, Model exported) {
        if (!EvidenceOutputs.in(exported.graph())) {
            return;
        }
        var options = RuntimeOptions.sharing(1);
        try (var alone = new RuntimeClassifier(decision, options);
                var both = new RuntimeEvidenceClassifier(exported, options)) {
            for (long seed = 1; seed <= 2; seed++) {
                var input = new GoldenInput.Noise(seed).tensor(decision.card().preprocessing());
                requireSame(scores(alone, input), both.pass(input).scores().toFloats());
            }
        }
    }

    private static float[] scores(Classifier classifier, TensorData input) {
        var scores =
                Prediction.of(classifier.card(), classifier.logits(input), 0).scores();
        float[] values = new float[scores.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores.get(i);
        }
        return values;
    }

    private static void requireSame(float[] expected, float[] got) {
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - got[i]) <= SAME)) {
                failed("score " + i + ": expected " + expected[i] + ", got " + got[i]);
            }
        }
    }

    private static void failed(String mismatch) {
        throw new CommandException("the exported file does not compute what the model does: " + mismatch);
    }
}
