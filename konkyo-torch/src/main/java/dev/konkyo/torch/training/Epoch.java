package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.dataset.LoadingTimes;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TorchEngine;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One pass over the training photos and one over the validation photos. */
final class Epoch {
    private static final double NANOSECONDS = TimeUnit.SECONDS.toNanos(1);

    private final TrainingPlan plan;
    private final PhotoFeed feed;
    private final TrainingStep step;
    private final GradientDescent descent;
    private final AveragedWeights average;
    private final Runnable settling;
    private final TrainingListener listener;
    private final boolean needsTwo;
    private boolean cut;

    /**
     * @param settling work on the network that is due before it is judged
     * @param needsTwo whether a batch of one photo has no statistics and is left out, see {@link BatchStatistics}
     */
    Epoch(
            TrainingPlan plan,
            PhotoFeed feed,
            TrainingStep step,
            GradientDescent descent,
            AveragedWeights average,
            Runnable settling,
            TrainingListener listener,
            boolean needsTwo) {
        this.needsTwo = needsTwo;
        this.plan = plan;
        this.feed = feed;
        this.step = step;
        this.descent = descent;
        this.average = average;
        this.settling = settling;
        this.listener = listener;
    }

    /** What the training part saw. */
    private record Training(EpochSums sums, int steps, double rate, double seconds, double waited, EpochTimes times) {}

    /**
     * Runs it. If the listener asks to stop, the training part ends after the current step.
     *
     * @return empty if an epoch after the first was cut short, which nobody needs the numbers of
     */
    Optional<EpochResult> run(int number, Mode mode) {
        // Dropout draws from the engine's own random numbers: they begin anew, so that a resumed epoch draws the same.
        TorchEngine.seed(plan.seed() * 1_000_003 + number);
        long began = System.nanoTime();
        Training training = train(number, mode);
        cut = training.steps < feed.stepsPerEpoch() && listener.stop();
        if (cut && number > 1) {
            return Optional.empty();
        }
        EpochSums validation = average.applied(() -> {
            settling.run();
            return validate(number);
        });
        if (validation.photos() > 0 && Double.isNaN(validation.loss())) {
            throw new DivergenceException("the model gives no numbers for the validation photos after epoch " + number);
        }
        return Optional.of(new EpochResult(
                number,
                training.rate,
                training.sums.loss(),
                training.sums.accuracy(),
                validation.loss(),
                validation.accuracy(),
                training.sums.photos() / training.seconds,
                training.waited / training.seconds,
                seconds(began),
                training.times,
                step.embeds() ? new Cosines(training.sums.offClass(), step.scale()) : null));
    }

    private Training train(int number, Mode mode) {
        long began = System.nanoTime();
        long waitedBefore = feed.waited();
        LoadingTimes loadingBefore = feed.loading();
        StepTimes.Reading before = step.times().now();
        EpochSums sums = new EpochSums();
        int steps = feed.stepsPerEpoch();
        double rate = plan.rate(number, 0, steps);
        int done = 0;
        for (Batch batch : feed.training(number)) {
            if (needsTwo && mode == Mode.TRAINING && batch.size() == 1) {
                // The others of its batch could not be decoded.
                continue;
            }
            rate = plan.rate(number, done, steps);
            descent.rate(rate);
            TrainingStep.Result result = step.learn(feed.lesson(batch), mode, descent);
            done++;
            if (Double.isNaN(result.loss())) {
                throw new DivergenceException("the loss or its gradient is not a number at epoch " + number + ", step "
                        + done + " of " + steps + " (photos " + feed.names(batch) + ")");
            }
            average.update();
            sums.add(result.loss(), result.correct(), batch.size());
            sums.offClass(result.offClass());
            listener.step(new TrainingListener.Progress(
                    number,
                    plan.course().epochs(),
                    done,
                    steps,
                    sums.loss(),
                    sums.accuracy(),
                    sums.photos() / seconds(began)));
            if (listener.stop()) {
                break;
            }
        }
        if (done == 0) {
            throw new TrainingException("epoch " + number + " had no batch of at least two photos that could be decoded"
                    + "; add photos, or train with --batch-norm frozen");
        }
        double waited = (feed.waited() - waitedBefore) / NANOSECONDS;
        return new Training(sums, done, rate, seconds(began), waited, times(loadingBefore, before));
    }

    private EpochSums validate(int number) {
        EpochSums sums = new EpochSums();
        for (Batch batch : feed.validation(number)) {
            TrainingStep.Result result = step.judge(batch.inputs(), feed.targets(batch));
            sums.add(result.loss(), result.correct(), batch.size());
        }
        return sums;
    }

    /** Whether the last one ended before all of its steps were done; such a state is not one to resume from. */
    boolean cut() {
        return cut;
    }

    private EpochTimes times(LoadingTimes loadingBefore, StepTimes.Reading before) {
        LoadingTimes loading = feed.loading();
        StepTimes.Reading now = step.times().now();
        return new EpochTimes(
                (loading.decode() - loadingBefore.decode()) / NANOSECONDS,
                (loading.augment() - loadingBefore.augment()) / NANOSECONDS,
                (now.forward() - before.forward()) / NANOSECONDS,
                (now.backward() - before.backward()) / NANOSECONDS,
                (now.update() - before.update()) / NANOSECONDS);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / NANOSECONDS;
    }
}
