package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Golden;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.Tolerances;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Golden outputs of files as ONNX Runtime opens them: from the disk, without what Konkyo knows of them. */
final class GoldenRun {
    private GoldenRun() {}

    /** What a model gives. */
    static Golden record(OnnxRuntimeSession session, ModelCard card, List<GoldenInput> inputs, Tolerances tolerances) {
        return Golden.of(inputs, tolerances, card.preprocessing(), image -> outputs(session, image));
    }

    /** The first output of a file that differs, in words; empty if none does. */
    static Optional<String> mismatch(Path file, ModelCard card, Golden golden) {
        try (var session = OnnxRuntimeSession.of(file, RuntimeOptions.sharing(1))) {
            return golden.mismatch(card.preprocessing(), image -> outputs(session, image));
        }
    }

    /** All outputs by name. */
    static Map<String, TensorData> outputs(OnnxRuntimeSession session, TensorData image) {
        return session.run(Map.of(session.inputs().getFirst().name(), image));
    }
}
