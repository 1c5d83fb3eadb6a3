package dev.konkyo.torch.training;

import dev.konkyo.graph.ClassOrder;
import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.HeadReplacement;
import dev.konkyo.graph.Logits;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.WeightLoading;
import dev.konkyo.graph.WeightReport;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.Naming;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What a network's first weights are. */
public sealed interface StartingPoint {
    /**
     * The network for these labels, ready to be trained.
     *
     * @param preprocessing its size becomes the network's input size
     * @param seed of the weights that begin at random
     */
    Ready prepare(List<String> labels, Preprocessing preprocessing, long seed);

    /**
     * A network that can be trained.
     *
     * @param report what became of the loaded weights; empty where none were loaded
     * @param notes what was decided about the head, for people
     */
    record Ready(TrainingStart start, Optional<WeightReport> report, List<String> notes) {
        public Ready {
            notes = List.copyOf(notes);
        }
    }

    /** The same start with other layers that make scores. */
    StartingPoint with(ClassifierStyle other);

    /** A listed network with random weights. */
    record Scratch(Network network, PaddingStyle padding, ClassifierStyle classifier) implements StartingPoint {
        /** With the network's own head. */
        public Scratch(Network network, PaddingStyle padding) {
            this(network, padding, new ClassifierStyle.Own());
        }

        @Override
        public StartingPoint with(ClassifierStyle other) {
            return new Scratch(network, padding, other);
        }

        @Override
        public Ready prepare(List<String> labels, Preprocessing preprocessing, long seed) {
            WeightedGraph initial = styled(
                    classifier, initial(network, padding, labels, preprocessing, seed), labels, new Random(seed));
            return new Ready(start(initial, labels, preprocessing, padding), Optional.empty(), List.of());
        }
    }

    /**
     * A listed network with weights from a file; a head for other classes begins at random.
     *
     * @param naming of the weights
     */
    record Pretrained(Network network, PaddingStyle padding, Weights weights, Naming naming, ClassifierStyle classifier)
            implements StartingPoint {
        @Override
        public StartingPoint with(ClassifierStyle other) {
            return new Pretrained(network, padding, weights, naming, other);
        }

        @Override
        public Ready prepare(List<String> labels, Preprocessing preprocessing, long seed) {
            WeightedGraph initial = initial(network, padding, labels, preprocessing, seed);
            Graph graph = naming.adapted(initial.graph(), padding);
            WeightLoading.Loaded loaded = WeightLoading.load(
                    new WeightedGraph(graph, initial.weights()),
                    network.fitted(graph, naming.renamed(graph, weights)),
                    HeadReplacement.parameters(graph));
            WeightedGraph styled = styled(classifier, loaded.network(), labels, new Random(seed));
            return new Ready(start(styled, labels, preprocessing, padding), Optional.of(loaded.report()), List.of());
        }
    }

    /**
     * Any classifier's graph and weights. Its head stays if it was made for the same labels; else it begins afresh.
     *
     * @param known labels of the classifier by class; empty if they are not known
     */
    record Continued(WeightedGraph network, PaddingStyle padding, List<String> known, ClassifierStyle classifier)
            implements StartingPoint {
        public Continued {
            known = List.copyOf(known);
        }

        @Override
        public StartingPoint with(ClassifierStyle other) {
            return new Continued(network, padding, known, other);
        }

        @Override
        public Ready prepare(List<String> labels, Preprocessing preprocessing, long seed) {
            Graph graph = network.graph();
            GraphInput sized =
                    GraphInput.images(graph.input().name(), 3, preprocessing.height(), preprocessing.width());
            WeightedGraph resized = new WeightedGraph(graph.withInputs(List.of(sized)), network.weights());
            Optional<WeightedGraph> same = goesOn(graph) ? ordered(resized, labels) : Optional.empty();
            WeightedGraph ready = same.orElseGet(() -> classifier.on(resized, labels.size(), new Random(seed)));
            String note = same.isPresent()
                    ? "the model's labels are the data's" + (known.equals(labels) ? "" : " in another order")
                            + ": its head goes on learning"
                    : whyNot(labels, resized.graph()) + ": a new head for " + labels.size()
                            + " classes begins at random";
            return new Ready(start(ready, labels, preprocessing, padding), Optional.empty(), List.of(note));
        }

        /** The network with its classes in the data's order; empty for other labels, or where the head's rows cannot be moved. */
        private Optional<WeightedGraph> ordered(WeightedGraph resized, List<String> labels) {
            if (!knows(labels) || scores(resized.graph()) != labels.size()) {
                return Optional.empty();
            }
            return known.equals(labels)
                    ? Optional.of(resized)
                    : ClassOrder.of(resized, labels.stream().map(known::indexOf).toList());
        }

        private static long scores(Graph graph) {
            return ShapeInference.shape(graph, Logits.head(graph), 1).elements();
        }

        /** Whether these are the model's labels, in whatever order. */
        private boolean knows(List<String> labels) {
            return known.size() == labels.size() && new HashSet<>(known).equals(new HashSet<>(labels));
        }

        /** Whether the head is of the kind that was asked for; one that compares stored photos cannot learn. */
        private boolean goesOn(Graph graph) {
            return switch (classifier) {
                case ClassifierStyle.Own _ -> !CosineHead.in(graph);
                case ClassifierStyle.Cosine asked -> CosineHead.goesOn(graph, asked);
                default -> false;
            };
        }

        private String whyNot(List<String> labels, Graph graph) {
            if (known.isEmpty()) {
                return "the model does not say its labels";
            } else if (!knows(labels)) {
                return "the model has other labels";
            } else if (!goesOn(graph)) {
                return "another classifier was asked for";
            }
            return scores(graph) == labels.size()
                    ? "the model's head cannot be brought into the order of the data's labels"
                    : "the model's head gives " + scores(graph) + " scores, not one for each of its " + known.size()
                            + " labels";
        }
    }

    private static WeightedGraph styled(
            ClassifierStyle classifier, WeightedGraph network, List<String> labels, Random random) {
        // An own head has the right size already, and auxiliary heads beside it help to train it.
        return classifier instanceof ClassifierStyle.Own ? network : classifier.on(network, labels.size(), random);
    }

    private static WeightedGraph initial(
            Network network, PaddingStyle padding, List<String> labels, Preprocessing preprocessing, long seed) {
        Graph graph =
                network.build(new NetworkShape(labels.size(), preprocessing.height(), preprocessing.width(), padding));
        return new WeightedGraph(graph, network.initialization().weights(graph, new Random(seed)));
    }

    private static TrainingStart start(
            WeightedGraph network, List<String> labels, Preprocessing preprocessing, PaddingStyle padding) {
        boolean cosines = CosineHead.in(network.graph());
        ModelCard card = ModelCard.of(network.graph().name(), labels, preprocessing)
                .withScores(cosines ? ModelCard.ScoreKind.COSINE : ModelCard.ScoreKind.SOFTMAX)
                .withPadding(padding)
                .withEvidenceLayer(EvidenceLayer.find(network.graph())
                        .map(EvidenceLayer::value)
                        .orElse(null));
        Set<String> head =
                cosines ? CosineHead.parameters(network.graph()) : HeadReplacement.parameters(network.graph());
        return new TrainingStart(network, card, head);
    }
}
