package dev.konkyo.torch.training;

import java.nio.file.Path;

/** Where the files of a run lie. */
public record RunFolder(Path folder) {
    /** The best model so far. */
    public Path model() {
        return folder.resolve("model.onnx");
    }

    /** One row per epoch. */
    public Path metrics() {
        return folder.resolve("metrics.csv");
    }

    /** The resolved settings, seed and data hash. */
    public Path plan() {
        return folder.resolve("plan.json");
    }

    /** Everything to resume from. */
    public Path last() {
        return folder.resolve("last");
    }
}
