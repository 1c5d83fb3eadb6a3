package dev.konkyo.app.live;

import dev.konkyo.graph.ReferenceHead;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.Prediction;
import dev.konkyo.model.Thresholds;
import java.util.List;
import java.util.OptionalDouble;

/** What a threshold is to a model's decision, and what another one makes of it while frames come. */
public sealed interface Thresholding {
    /** The model's card. */
    ModelCard card();

    /** The model's own threshold for a class; empty if any score will do. */
    OptionalDouble own(int index);

    /** Where the first step away from the model's own begins. */
    double start();

    /** The prediction under another threshold in place of the model's own. */
    Prediction under(double threshold, Prediction prediction);

    /** A model's. */
    static Thresholding of(Model model) {
        OptionalDouble limit = ReferenceHead.threshold(model.graph());
        return limit.isPresent() ? new BetweenLabels(model.card(), limit.getAsDouble()) : new OfScores(model.card());
    }

    /** A photo whose highest score lies below its class's threshold is of no known class. */
    record OfScores(ModelCard card) implements Thresholding {
        @Override
        public OptionalDouble own(int index) {
            Thresholds own = card.thresholds();
            return own == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(own.values().get(index));
        }

        /** The mean of the classes' thresholds, or where there are none the lowest score. */
        @Override
        public double start() {
            Thresholds own = card.thresholds();
            return own == null
                    ? card.scores().least()
                    : own.values().stream()
                            .mapToDouble(Float::doubleValue)
                            .average()
                            .orElse(0);
        }

        @Override
        public Prediction under(double threshold, Prediction prediction) {
            return new Prediction(
                    prediction.index(),
                    prediction.labels(),
                    prediction.scores(),
                    prediction.score() >= (float) threshold);
        }
    }

    /**
     * The first of two scores is the threshold itself, which the second must exceed to be the answer, as in models made of an imported memory.
     *
     * @param limit that the model's graph holds
     */
    record BetweenLabels(ModelCard card, double limit) implements Thresholding {
        @Override
        public OptionalDouble own(int index) {
            return OptionalDouble.of(limit);
        }

        @Override
        public double start() {
            return limit;
        }

        @Override
        public Prediction under(double threshold, Prediction prediction) {
            float moved = (float) threshold;
            float score = prediction.scores().getLast();
            return new Prediction(score > moved ? 1 : 0, prediction.labels(), List.of(moved, score));
        }
    }
}
