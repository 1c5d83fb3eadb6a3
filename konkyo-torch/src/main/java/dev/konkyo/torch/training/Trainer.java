package dev.konkyo.torch.training;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.loss.CrossEntropy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trains a network on photos. Each epoch leaves a checkpoint; the model of the best epoch so far lies in the run folder at any time.
 *
 * <p>On one engine thread a run that was killed and resumed gives the same numbers as one that was not: everything random follows from
 * the plan's seed and the epoch.
 */
public final class Trainer {
    private final TrainingPlan plan;
    private final TrainingStart start;
    private final Dataset data;
    private final RunFolder folder;
    private final TrainingListener listener;

    /**
     * A run that has not begun.
     *
     * @param data divided into parts; the training part must show at least two classes
     */
    public Trainer(TrainingPlan plan, TrainingStart start, Dataset data, RunFolder folder, TrainingListener listener) {
        this.plan = plan;
        this.start = start;
        this.data = data;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Begins anew.
     *
     * @throws TrainingException if the folder already holds a run, or the loss stops being a number
     */
    public TrainingOutcome train() {
        RunRecord record = RunRecord.of(plan, start, data);
        record.create(folder);
        return run(record, List.of());
    }

    /**
     * Goes on after the last whole epoch of the run in the folder.
     *
     * @throws TrainingException if there is nothing to resume or the run had other settings or photos
     */
    public TrainingOutcome resume() {
        RunRecord record = RunRecord.of(plan, start, data);
        record.check(folder);
        return run(
                record,
                new Checkpoint(folder.last())
                        .state()
                        .map(Checkpoint.State::epochs)
                        .orElse(List.of()));
    }

    private TrainingOutcome run(RunRecord record, List<EpochResult> done) {
        TorchEngine.threads(plan.threads());
        List<EpochResult> epochs = new ArrayList<>(done);
        Set<Skipped> skipped = new LinkedHashSet<>();
        Checkpoint checkpoint = new Checkpoint(folder.last());
        boolean stopped = false;
        try (TorchNetwork network = new TorchNetwork(start.network());
                GradientDescent descent = new GradientDescent(
                        plan.optimization(),
                        network,
                        start.head()::contains,
                        plan.fineTuning().backboneFactor());
                PhotoFeed feed = new PhotoFeed(plan, start.card().preprocessing(), data)) {
            if (!done.isEmpty()) {
                checkpoint.restore(checkpoint.state().orElseThrow(), network, descent);
            }
            TrainingStep step = new TrainingStep(network, new CrossEntropy(plan.labelSmoothing()), plan.precision());
            Epoch epoch = new Epoch(plan, feed, step, descent, listener);
            while (epochs.size() < plan.epochs() && !stopped) {
                int number = epochs.size() + 1;
                boolean frozen = number <= plan.fineTuning().frozenEpochs();
                network.train(frozen ? start.head()::contains : _ -> true);
                Optional<EpochResult> finished = epoch.run(number, mode(frozen));
                stopped = listener.stop();
                if (finished.isEmpty()) {
                    break;
                }
                EpochResult result = finished.get();
                boolean best = epochs.isEmpty() || result.betterThan(best(epochs));
                epochs.add(result);
                if (best) {
                    new TrainedModel(start, record, result).write(network.weights(), folder.model());
                }
                if (!epoch.cut()) {
                    checkpoint.save(network, descent, epochs);
                }
                write(epochs);
                listener.epoch(result);
            }
            EvidenceScaling.apply(folder.model(), feed.validation(1));
            skipped.addAll(feed.skipped());
        }
        return new TrainingOutcome(folder.model(), epochs, best(epochs), stopped, List.copyOf(skipped));
    }

    private Mode mode(boolean frozen) {
        return frozen || plan.fineTuning().frozenStatistics() ? Mode.TRAINING_FROZEN_STATISTICS : Mode.TRAINING;
    }

    private static EpochResult best(List<EpochResult> epochs) {
        return epochs.stream().reduce((a, b) -> b.betterThan(a) ? b : a).orElseThrow();
    }

    private void write(List<EpochResult> epochs) {
        try {
            MetricsFile.write(epochs, folder.metrics());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.metrics() + ": " + e.getMessage(), e);
        }
    }
}
