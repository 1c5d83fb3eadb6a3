package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Golden;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.ModelCard;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Golden outputs of files as ONNX Runtime opens them: from the disk, without what Konkyo knows of them. */
final class GoldenRun {
    private GoldenRun() {}

    /** What a model gives. */
    static Golden record(OnnxRuntimeSession session, ModelCard card, List<GoldenInput> inputs) {
        return Golden.of(inputs, card.preprocessing(), running(session));
    }

    /** The first output of a file that differs, in words; empty if none does. */
    static Optional<String> mismatch(Path file, ModelCard card, Golden golden) {
        try (var session = OnnxRuntimeSession.of(file, RuntimeOptions.sharing(1))) {
            return golden.mismatch(card.preprocessing(), running(session));
        }
    }

    private static Function<TensorData, Map<String, TensorData>> running(OnnxRuntimeSession session) {
        var input = session.inputs().getFirst().name();
        return image -> session.run(Map.of(input, image));
    }
}
