package dev.konkyo.torch.training;

import dev.konkyo.dataset.ClassCounts;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.graph.Weights;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.loss.AdaCos;
import dev.konkyo.torch.loss.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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
    private final LearningRates rates;
    private final Warnings warnings;
    private final int last;
    private final Teaching teaching;

    /**
     * A run that has not begun.
     *
     * @param data divided into parts; the training part must show at least two classes
     * @throws dev.konkyo.graph.GraphException if the network has no such part as the one that the plan freezes until
     */
    public Trainer(TrainingPlan plan, TrainingStart start, Dataset data, RunFolder folder, TrainingListener listener) {
        this(plan, start, data, folder, listener, Teaching.none());
    }

    /**
     * A run with teachers.
     *
     * @param data as in the other constructor
     * @throws TrainingException if a teacher has other labels than the data or gives no logits, or the student learns cosines
     */
    public Trainer(
            TrainingPlan plan,
            TrainingStart start,
            Dataset data,
            RunFolder folder,
            TrainingListener listener,
            Teaching teaching) {
        this(plan, start, data, folder, listener, teaching, plan.course().epochs());
        teaching.check(data.labels());
        teaching.check(plan.objective());
    }

    /** @param last epoch, at most the plan's; the schedule stays the plan's */
    Trainer(
            TrainingPlan plan,
            TrainingStart start,
            Dataset data,
            RunFolder folder,
            TrainingListener listener,
            Teaching teaching,
            int last) {
        this.last = last;
        this.teaching = teaching;
        this.plan = plan;
        this.start = start;
        this.data = data;
        this.folder = folder;
        this.listener = listener;
        rates = LearningRates.of(plan.fineTuning(), start);
        warnings =
                new Warnings(plan, !teaching.teachers().isEmpty(), data.labels().size());
    }

    /**
     * Begins anew.
     *
     * @throws TrainingException if the folder already holds a run, or the loss stops being a number
     */
    public TrainingOutcome train() {
        BatchStatistics.require(plan, start);
        RunRecord record = RunRecord.of(plan, start, data, teaching);
        record.create(folder);
        sweep();
        return run(record, Optional.empty());
    }

    /**
     * Goes on after the last whole epoch of the run in the folder.
     *
     * @throws TrainingException if there is nothing to resume or the run had other settings or photos
     */
    public TrainingOutcome resume() {
        RunRecord record = RunRecord.of(plan, start, data, teaching);
        record.check(folder);
        sweep();
        Optional<Checkpoint.State> state = new Checkpoint(folder.last()).state();
        if (state.isPresent() && ended(state.get().epochs()) && Files.exists(folder.hardExamples())) {
            listener.note(folder.folder() + " is finished: nothing is left to train");
            List<EpochResult> epochs = state.get().epochs();
            EpochResult best = KeptModel.recalled(EpochResult.best(epochs), folder.model());
            return new TrainingOutcome(folder.model(), epochs, best, false, SkippedList.read(folder));
        }
        state.ifPresent(this::requireBest);
        return run(record, state);
    }

    /** Before hours of training, since the end of a run is derived from this file unless a later epoch is better. */
    private void requireBest(Checkpoint.State state) {
        Path best = new Checkpoint(folder.last()).best(EpochResult.best(state.epochs()));
        if (!Files.exists(best)) {
            throw new TrainingException("cannot resume: " + best + ", the model of the best epoch as it was learnt, is"
                    + " missing, as in runs of earlier versions; go on from the best model so far with --from "
                    + folder.model() + " and another --output");
        }
    }

    /** What a run that was killed while writing left. */
    private void sweep() {
        AtomicFile.sweep(folder.folder());
        AtomicFile.sweep(folder.last());
    }

    private boolean ended(List<EpochResult> epochs) {
        return epochs.size() >= last || plan.course().exhausted(epochs);
    }

    /** A photo that is compared with itself teaches only what augmentation changes. */
    private void single() {
        if (plan.objective() instanceof Objective.Triplet) {
            String alone = data.only(Part.TRAINING).counts().classes().stream()
                    .filter(count -> count.photos() == 1)
                    .map(ClassCounts.Count::label)
                    .collect(Collectors.joining(", "));
            if (!alone.isEmpty()) {
                listener.note(
                        alone
                                + " has 1 training photo: triplets compare it with itself, varied anew; more photos would help");
            }
        }
    }

    private TrainingOutcome run(RunRecord record, Optional<Checkpoint.State> before) {
        TorchEngine.threads(plan.computation().threads());
        single();
        try (TorchNetwork network = new TorchNetwork(start.network());
                GradientDescent descent = new GradientDescent(plan.optimization(), network, rates::factor);
                AveragedWeights average =
                        new AveragedWeights(network, plan.update().averaging());
                PhotoFeed feed = new PhotoFeed(plan, start.card().preprocessing(), data, teaching)) {
            before.ifPresent(state -> new Checkpoint(folder.last()).restore(state, network, descent, average));
            List<EpochResult> epochs =
                    new ArrayList<>(before.map(Checkpoint.State::epochs).orElse(List.of()));
            Loss loss = loss();
            resume(loss, epochs);
            TrainingStep step = new TrainingStep(
                    network, loss, plan.computation().precision(), plan.update().clip());
            boolean needsTwo = BatchStatistics.needsTwo(plan, start);
            Epoch epoch =
                    new Epoch(plan, feed, step, descent, average, () -> settle(network, feed), listener, needsTwo);
            boolean stopped;
            try (EpochEvents events = new EpochEvents(folder.folder())) {
                stopped = learn(record, epochs, epoch, network, descent, average, events);
            } catch (DivergenceException e) {
                throw new TrainingException(e.getMessage() + advice(epochs, feed, loss), e);
            }
            return finished(epochs, feed, loss, stopped);
        }
    }

    private TrainingOutcome finished(List<EpochResult> epochs, PhotoFeed feed, Loss loss, boolean stopped) {
        EpochResult learnt = EpochResult.best(epochs);
        EpochResult best = new Finishing(plan, data, teaching, feed, loss, rates::everLearns, listener)
                .apply(folder, new Checkpoint(folder.last()).best(learnt), learnt);
        List<Skipped> skipped = List.copyOf(new LinkedHashSet<>(feed.skipped()));
        if (!stopped) {
            SkippedList.write(skipped, folder);
            HardExamples.write(
                    HardExamples.of(folder.model(), data, plan.computation().loaders()), folder.hardExamples());
        }
        return new TrainingOutcome(folder.model(), epochs, best, stopped, skipped);
    }

    /**
     * Finishes what was learnt before, and says how to go on. The checkpoint is of no use for that: from there the same steps lead to the same
     * end, and with another rate it would be another run.
     */
    private String advice(List<EpochResult> epochs, PhotoFeed feed, Loss loss) {
        if (epochs.isEmpty()) {
            return "; nothing was learnt yet: try a lower learning rate than "
                    + plan.optimization().rate();
        }
        EpochResult best;
        try {
            best = finished(epochs, feed, loss, false).best();
        } catch (RuntimeException e) {
            // Why the training broke off must not be hidden by what breaks after it.
            return "; the model of epoch " + EpochResult.best(epochs).epoch() + " could not be finished either: "
                    + e.getMessage();
        }
        return String.format(
                Locale.ROOT,
                "; %s is the finished model of epoch %d: go on from it with --from %s, another --output and a lower"
                        + " --rate, such as %.2g",
                folder.model(),
                best.epoch(),
                folder.model(),
                plan.optimization().rate() / 10);
    }

    /** An adaptive scale follows from all steps before. */
    private static void resume(Loss loss, List<EpochResult> epochs) {
        Cosines reached = epochs.isEmpty() ? null : epochs.getLast().cosines();
        if (loss instanceof AdaCos adaptive && reached != null) {
            adaptive.resume(reached.scale());
        }
    }

    /** Centres that do not learn follow the embeddings. */
    private void settle(TorchNetwork network, PhotoFeed feed) {
        if (DecisionFitting.meansCentres(plan)) {
            ClassCentres.settle(network, feed.plain());
        }
    }

    /** Whether the listener ended it. */
    private boolean learn(
            RunRecord record,
            List<EpochResult> epochs,
            Epoch epoch,
            TorchNetwork network,
            GradientDescent descent,
            AveragedWeights average,
            EpochEvents events) {
        while (!ended(epochs)) {
            int number = epochs.size() + 1;
            network.train(name -> rates.learns(name, number));
            Optional<EpochResult> finished = epoch.run(number, rates.mode(number));
            if (finished.isEmpty()) {
                return true;
            }
            EpochResult result = finished.get();
            Weights weights = network.weights();
            requireFinite(weights, number);
            boolean best = epochs.isEmpty() || result.betterThan(EpochResult.best(epochs));
            epochs.add(result);
            Checkpoint checkpoint = new Checkpoint(folder.last());
            if (best) {
                ModelFile.write(
                        new TrainedModel(start, record, result).of(average.applied(network::weights)),
                        checkpoint.best(result));
            }
            if (!epoch.cut()) {
                checkpoint.save(weights, descent, average, epochs);
            }
            if (best) {
                // Only now is it in the record. It is derived from at the end, when this file is written anew.
                AtomicFile.write(folder.model(), out -> Files.copy(checkpoint.best(result), out));
            }
            MetricsFile.write(epochs, folder.metrics());
            events.add(result);
            listener.epoch(result);
            warnings.after(epochs).forEach(listener::note);
            if (listener.stop()) {
                return true;
            }
        }
        if (plan.course().exhausted(epochs)) {
            listener.note("no better epoch than %d in the %d after it: training ends early"
                    .formatted(EpochResult.best(epochs).epoch(), plan.course().patience()));
        }
        return false;
    }

    /** A last step can make parameters that no loss has seen yet; a checkpoint of them would be useless. */
    private static void requireFinite(Weights weights, int number) {
        weights.asMap().forEach((name, data) -> {
            if (data.type().floating()) {
                for (float value : data.toFloats()) {
                    if (!Float.isFinite(value)) {
                        throw new DivergenceException("parameter '" + name + "' is not a number after epoch " + number);
                    }
                }
            }
        });
    }

    private Loss loss() {
        return teaching.loss(plan.objective()
                .loss(data.only(Part.TRAINING).counts().classes().stream()
                        .map(ClassCounts.Count::photos)
                        .toList()));
    }
}
