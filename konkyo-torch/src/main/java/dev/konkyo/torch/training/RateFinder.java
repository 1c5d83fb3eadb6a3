package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.dataset.ClassCounts;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import java.util.ArrayList;
import java.util.List;

/** Looks for a learning rate by a short training that is thrown away, see {@link RateCurve}. */
public final class RateFinder {
    private static final int STEPS = 120;
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 3;

    /** Share of itself that the smoothed loss keeps at a step. */
    private static final double SMOOTHING = 0.9;

    /** The search ends when the smoothed loss is this many times its lowest. */
    private static final double DIVERGED = 4;

    private final TrainingPlan plan;
    private final TrainingStart start;
    private final Dataset data;
    private final TrainingListener listener;

    public RateFinder(TrainingPlan plan, TrainingStart start, Dataset data, TrainingListener listener) {
        this.listener = listener;
        this.plan = plan;
        this.start = start;
        this.data = data;
    }

    /** The rate of a step, counted from 0. */
    static double rate(int step) {
        return LOWEST * Math.pow(HIGHEST / LOWEST, (double) step / (STEPS - 1));
    }

    /** Trains with the plan's photos, loss and optimiser at rising rates; what the plan does not freeze for good learns at once. */
    public RateCurve curve() {
        BatchStatistics.require(plan, start);
        TorchEngine.threads(plan.computation().threads());
        TorchEngine.seed(plan.seed());
        LearningRates rates = LearningRates.of(plan.fineTuning(), start);
        List<RateCurve.Point> points = new ArrayList<>();
        TrainingPlan endless = plan.with(plan.course().withEpochs(STEPS));
        try (TorchNetwork network = new TorchNetwork(start.network());
                GradientDescent descent = new GradientDescent(plan.optimization(), network, rates::factor);
                PhotoFeed feed = new PhotoFeed(endless, start.card().preprocessing(), data, Teaching.none())) {
            network.train(rates::everLearns);
            TrainingStep step = new TrainingStep(
                    network,
                    plan.objective()
                            .loss(data.only(Part.TRAINING).counts().classes().stream()
                                    .map(ClassCounts.Count::photos)
                                    .toList()),
                    plan.computation().precision(),
                    plan.update().clip());
            Mode mode = plan.fineTuning().statistics() == FineTuning.Statistics.FROZEN
                    ? Mode.TRAINING_FROZEN_STATISTICS
                    : Mode.TRAINING;
            double smoothed = 0;
            for (int epoch = 1; points.size() < STEPS; epoch++) {
                for (Batch batch : feed.training(epoch)) {
                    int done = points.size();
                    descent.rate(rate(done));
                    TrainingStep.Result result = step.learn(feed.lesson(batch), mode, descent);
                    smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * result.loss();
                    double loss = smoothed / (1 - Math.pow(SMOOTHING, done + 1));
                    if (diverged(points, loss)) {
                        return new RateCurve(points);
                    }
                    points.add(new RateCurve.Point(rate(done), loss));
                    listener.step(new TrainingListener.Progress(
                            1, 1, done + 1, STEPS, loss, (double) result.correct() / batch.size(), 0));
                    if (points.size() == STEPS || listener.stop()) {
                        return new RateCurve(points);
                    }
                }
            }
        }
        return new RateCurve(points);
    }

    private static boolean diverged(List<RateCurve.Point> points, double loss) {
        return !Double.isFinite(loss)
                || (!points.isEmpty()
                        && loss > DIVERGED * new RateCurve(points).lowest().loss());
    }
}
