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

    /** Every photo with its loss, the hardest first; written when the run is finished. */
    public Path hardExamples() {
        return folder.resolve("hard-examples.jsonl");
    }

    /** One row per finished fold of a cross-validation. */
    public Path folds() {
        return folder.resolve("folds.csv");
    }

    /** The run of one fold of a cross-validation, counted from 1. */
    public RunFolder fold(int number) {
        return new RunFolder(folder.resolve("fold-" + number));
    }
}
