package dev.konkyo.torch.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that learns and saves in turn until it is killed. */
final class EndlessCheckpoints {
    /** Of the network's middle. */
    static final int CHANNELS = 8;

    /** Ends it if whoever should kill it is gone. */
    private static final int MOST = 10;

    private static final EpochTimes TIMES = new EpochTimes(1, 1, 1, 1, 1);

    private EndlessCheckpoints() {}

    public static void main(String[] arguments) {
        Checkpoint checkpoint = new Checkpoint(Path.of(arguments[0]));
        try (TinyTraining training = new TinyTraining(CHANNELS)) {
            List<EpochResult> epochs = new ArrayList<>();
            while (epochs.size() < MOST) {
                learnAndSave(training, checkpoint, epochs);
            }
        }
    }

    /** One step, which counts as an epoch here. */
    static void learnAndSave(TinyTraining training, Checkpoint checkpoint, List<EpochResult> epochs) {
        double loss = training.learn();
        epochs.add(new EpochResult(epochs.size() + 1, 0.1, loss, 0.5, loss, 0.5, 100, 0, 1, TIMES));
        checkpoint.save(training.network.weights(), training.descent, training.average, epochs);
    }
}
