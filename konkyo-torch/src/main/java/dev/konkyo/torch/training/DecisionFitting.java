package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.model.Prediction;
import dev.konkyo.model.ThresholdRule;
import dev.konkyo.model.Thresholds;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.training.ClassCentres.Embedded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives a trained model what it decides with besides its weights: centres that are means, stored photos, thresholds. */
final class DecisionFitting {
    private final TrainingPlan plan;
    private final PhotoFeed feed;
    private final TrainingListener listener;

    DecisionFitting(TrainingPlan plan, PhotoFeed feed, TrainingListener listener) {
        this.plan = plan;
        this.feed = feed;
        this.listener = listener;
    }

    /** With stored photos and thresholds, as the plan wants them. */
    Model fitted(Model model) {
        return thresholds(neighbours(model));
    }

    /** Brings centres that are means to the embeddings of a network that was changed. */
    Model centred(Model model) {
        if (!meansCentres(plan)) {
            return model;
        }
        try (TorchNetwork network = new TorchNetwork(model.network())) {
            ClassCentres.settle(network, feed.plain());
            return model.withNetwork(new WeightedGraph(model.graph(), network.weights()));
        }
    }

    static boolean meansCentres(TrainingPlan plan) {
        return plan.objective() instanceof Objective.Metric metric && metric.centres() == CosineHead.Centres.MEAN;
    }

    private Model neighbours(Model model) {
        int k = plan.decision().neighbours();
        if (k == 0 || !CosineHead.in(model.graph())) {
            return model;
        }
        try (TorchNetwork network = new TorchNetwork(model.network())) {
            List<Embedded> photos = ClassCentres.embeddings(network, feed.plain()).stream()
                    .sorted(Comparator.comparingInt(Embedded::label))
                    .toList();
            int length = photos.getFirst().embedding().length;
            float[] rows = new float[photos.size() * length];
            for (int i = 0; i < photos.size(); i++) {
                System.arraycopy(photos.get(i).embedding(), 0, rows, i * length, length);
            }
            List<Integer> counts = IntStream.range(0, model.card().labels().size())
                    .map(label -> (int) photos.stream()
                            .filter(photo -> photo.label() == label)
                            .count())
                    .boxed()
                    .toList();
            if (counts.contains(0)) {
                listener.note("no training photo of " + model.card().labels().get(counts.indexOf(0))
                        + " can be read: class centres decide instead of stored photos");
                return model;
            }
            TensorData stored = TensorData.ofFloats(Shape.of(photos.size(), length), rows);
            return model.withNetwork(CosineHead.withNeighbours(model.network(), stored, counts, k));
        }
    }

    private Model thresholds(Model model) {
        ThresholdRule rule = plan.decision().thresholds();
        if (rule instanceof ThresholdRule.None) {
            return model;
        }
        List<OptionalDouble> found = found(rule, model);
        List<String> labels = model.card().labels();
        double[] known = found.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        if (known.length == 0) {
            if (plan.division().folds() > 0) {
                // The run on all photos takes the mean of the folds' thresholds.
                return model;
            }
            listener.note("no photos are held back to find thresholds on: no photo will be unknown; hold some back with"
                    + " --validation, or give a number with --threshold");
            return model;
        }
        double mean = Arrays.stream(known).average().orElseThrow();
        String without = IntStream.range(0, labels.size())
                .filter(label -> found.get(label).isEmpty())
                .mapToObj(labels::get)
                .collect(Collectors.joining(", "));
        if (!without.isEmpty()) {
            listener.note(String.format(
                    Locale.ROOT,
                    "no photo of %s is held back: the threshold there is the mean of the others, %.3f",
                    without,
                    mean));
        }
        List<Float> values =
                found.stream().map(threshold -> (float) threshold.orElse(mean)).toList();
        boolean measured =
                !(rule instanceof ThresholdRule.Fixed) && model.card().scores() == ScoreKind.COSINE;
        Thresholds thresholds = new Thresholds(values, rule.words());
        ModelCard card = model.card().withThresholds(measured ? raised(thresholds, labels) : thresholds);
        return new Model(model.graph(), model.weights(), card);
    }

    /** A cosine below 0 says that a photo is rather unlike the class; a threshold there would call such a photo one of it. */
    private Thresholds raised(Thresholds thresholds, List<String> labels) {
        List<Float> values = thresholds.values();
        String low = IntStream.range(0, labels.size())
                .filter(label -> values.get(label) < 0)
                .mapToObj(label -> String.format(Locale.ROOT, "%s %.3f", labels.get(label), values.get(label)))
                .collect(Collectors.joining(", "));
        if (low.isEmpty()) {
            return thresholds;
        }
        listener.note("thresholds below 0 would accept photos unlike the class: 0 is taken in place of " + low
                + "; the classes are hardly told apart, more epochs or photos may help");
        return new Thresholds(
                values.stream().map(value -> Math.max(value, 0)).toList(), thresholds.rule() + ", at least 0");
    }

    /** The threshold of each class on the validation photos; empty for a class without any. */
    private List<OptionalDouble> found(ThresholdRule rule, Model model) {
        int classes = model.card().labels().size();
        List<List<Float>> own = lists(classes);
        List<List<Float>> foreign = lists(classes);
        try (TorchNetwork network = new TorchNetwork(model.network())) {
            for (Batch batch : feed.validation(1)) {
                float[] logits = ClassCentres.values(
                        network, batch.inputs(), model.graph().outputs().getFirst());
                TensorData rows = TensorData.ofFloats(Shape.of(batch.size(), classes), logits);
                for (int i = 0; i < batch.size(); i++) {
                    List<Float> scores = Prediction.of(model.card(), rows, i).scores();
                    for (int label = 0; label < classes; label++) {
                        (label == batch.labels()[i] ? own : foreign).get(label).add(scores.get(label));
                    }
                }
            }
        }
        List<OptionalDouble> found = IntStream.range(0, classes)
                .mapToObj(label -> rule.threshold(own.get(label), foreign.get(label)))
                .toList();
        rejecting(found, own, model.card().labels()).ifPresent(listener::note);
        return found;
    }

    /** What there is to say if the thresholds leave a class none of its own photos. */
    static Optional<String> rejecting(List<OptionalDouble> found, List<List<Float>> own, List<String> labels) {
        String empty = IntStream.range(0, labels.size())
                .filter(label -> found.get(label).isPresent() && !own.get(label).isEmpty())
                .filter(label -> own.get(label).stream()
                        .allMatch(score -> score < found.get(label).getAsDouble()))
                .mapToObj(labels::get)
                .collect(Collectors.joining(", "));
        return empty.isEmpty()
                ? Optional.empty()
                : Optional.of("the threshold rejects every held-out photo of " + empty
                        + ", which will always be unknown; more epochs or photos, or another --threshold");
    }

    private static List<List<Float>> lists(int count) {
        List<List<Float>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }
}
