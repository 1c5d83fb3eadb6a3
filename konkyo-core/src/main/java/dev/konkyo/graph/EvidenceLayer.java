package dev.konkyo.graph;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last activation with a spatial extent before pooling: where a network's evidence can be located.
 *
 * @param value its name in the graph
 * @param shape [1, channels, height, width] for one photo
 * @param head what follows it
 * @param logits name of the scores before softmax or sigmoid
 */
public record EvidenceLayer(String value, Shape shape, Head head, String logits) {

    /** How the scores follow from the evidence layer. */
    public sealed interface Head {
        /** Name of the evidence layer. */
        String layer();

        /** Mean over all places, then a linear layer: a class's weighted sum of maps has the logit as its mean, but for the bias. */
        record PooledLinear(String layer, ClassifierLayer linear) implements Head {}

        /** Mean over all places of one map per class: the map's mean is the logit. */
        record ClassMaps(String layer) implements Head {}

        /**
         * One linear layer over all channels of all places: a class has a weight of its own for every channel at every place, in the
         * order [channels, height, width].
         */
        record FlattenedLinear(String layer, ClassifierLayer linear) implements Head {}

        /**
         * Mean over all places, a linear embedding, and its cosines with class centres: at the embedding's length each place holds a part
         * of a cosine, see {@link CosineParts}.
         */
        record PooledCosine(String layer) implements Head {}

        /** Anything else; evidence needs gradients. */
        record Other(String layer) implements Head {}
    }

    /**
     * The evidence layer of a classifier: of its output {@code logits} or, if there is none, of the first output that is no map.
     *
     * @throws GraphException if no value with a spatial extent lies between the photo and the scores
     */
    public static EvidenceLayer of(Graph graph) {
        return of(graph, HeadChain.scores(graph));
    }

    /**
     * The evidence layer of one of the outputs.
     *
     * @param scores name of the output, [N, classes]
     * @throws GraphException if no value with a spatial extent lies between the photo and the scores
     */
    public static EvidenceLayer of(Graph graph, String scores) {
        return new Search(graph, scores).evidence();
    }

    /** The evidence layer if there is one. */
    public static Optional<EvidenceLayer> find(Graph graph) {
        try {
            return Optional.of(of(graph));
        } catch (GraphException _) {
            return Optional.empty();
        }
    }

    private static final class Search {
        private final Graph graph;
        private final Map<String, Operand> values;
        private final Set<String> seen;
        private final HeadChain chain;
        private final String scores;

        Search(Graph graph, String scores) {
            this.graph = graph;
            this.scores = scores;
            values = ShapeInference.infer(graph, 1);
            seen = Cut.dependents(graph, Set.of(graph.input().name()));
            chain = new HeadChain(graph, values);
        }

        EvidenceLayer evidence() {
            String layer = chain.beforePools(lastSpatial());
            Shape shape = chain.shape(layer);
            String logits = chain.beforeNormalization(scores);
            return new EvidenceLayer(layer, shape, head(layer, logits), logits);
        }

        /** The last spatial value that all of the photo's information passes through. */
        private String lastSpatial() {
            String value = scores;
            while (!chain.spatial(value) || bypassed(value)) {
                String current = value;
                value = graph.producer(current).stream()
                        .flatMap(node -> node.inputs().stream())
                        .filter(seen::contains)
                        .findFirst()
                        .filter(input -> !input.equals(graph.input().name()))
                        .orElseThrow(() -> new GraphException("graph '" + graph.name()
                                + "' has no evidence layer: expected a value [N, C, H, W] with H * W > 1 between '"
                                + graph.input().name() + "' and '" + scores + "'; larger photos may give it one"));
            }
            return value;
        }

        private boolean bypassed(String value) {
            return Cut.reaches(graph, scores, value, graph.input().name());
        }

        private Head head(String layer, String logits) {
            if (logits.equals(CosineHead.SCORES) && CosineParts.are(graph, layer, chain)) {
                return new Head.PooledCosine(layer);
            }
            String value = chain.beforeReshaping(logits);
            Optional<ClassifierLayer> linear =
                    ClassifierLayer.making(graph, value).filter(found -> !chain.spatial(found.input()));
            String features =
                    linear.map(found -> chain.beforeReshaping(found.input())).orElse(value);
            boolean pooled = chain.beforeMean(features)
                    .filter(mapped -> chain.beforeReshaping(mapped).equals(layer))
                    .isPresent();
            if (!pooled) {
                return linear.filter(
                                found -> chain.beforeFlattening(found.input()).equals(layer))
                        .<Head>map(found -> new Head.FlattenedLinear(layer, found))
                        .orElse(new Head.Other(layer));
            }
            return linear.<Head>map(found -> new Head.PooledLinear(layer, found))
                    .orElse(new Head.ClassMaps(layer));
        }
    }
}
