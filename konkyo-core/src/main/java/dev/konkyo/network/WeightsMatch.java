package dev.konkyo.network;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.HeadReplacement;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightReport.WrongShape;
import dev.konkyo.graph.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How well a file's tensors fit a network under a naming; the head counts only by name, since it may be for other classes.
 *
 * @param fitting parameters that the file has in the right shape
 * @param unused tensors of the file that the network has no parameter for, step counts of batch normalisation aside
 * @param missing parameters that it lacks
 * @param wrongShape parameters that it has in another shape
 */
public record WeightsMatch(
        Network network, Naming naming, int fitting, int unused, List<String> missing, List<WrongShape> wrongShape) {
    private static final int CLASSES = 1000;
    private static final int SHOWN = 3;
    private static final String STEP_COUNT = ".num_batches_tracked";

    public WeightsMatch {
        missing = List.copyOf(missing);
        wrongShape = List.copyOf(wrongShape);
    }

    /** The network and naming that fit best: of those that fit wholly, the one that uses most of the file, then the first listed one. */
    public static WeightsMatch best(Weights file) {
        return best(Networks.all(), file);
    }

    /** The naming that fits best. */
    public static WeightsMatch best(Network network, Weights file) {
        return best(List.of(network), file);
    }

    private static WeightsMatch best(List<Network> networks, Weights file) {
        return networks.stream()
                .flatMap(network -> matches(network, file))
                .max(Comparator.comparing(WeightsMatch::whole)
                        .thenComparingDouble(WeightsMatch::share)
                        .thenComparingInt(match -> -match.unused)
                        .thenComparingInt(match -> -networks.indexOf(match.network)))
                .orElseThrow();
    }

    private static Stream<WeightsMatch> matches(Network network, Weights file) {
        Graph graph = network.build(NetworkShape.of(CLASSES, network.inputSize()));
        return Namings.all().stream()
                .filter(naming -> naming.covers(network))
                .map(naming -> of(network, graph, naming, file));
    }

    private static WeightsMatch of(Network network, Graph graph, Naming naming, Weights file) {
        Weights renamed = network.fitted(graph, naming.renamed(graph, file));
        Set<String> head = HeadReplacement.parameters(graph);
        List<String> missing = new ArrayList<>();
        List<WrongShape> wrong = new ArrayList<>();
        for (Map.Entry<String, Parameter> parameter : graph.parameters().entrySet()) {
            TensorData tensor = renamed.find(parameter.getKey());
            if (head.contains(parameter.getKey())) {
                continue;
            }
            if (tensor == null) {
                missing.add(parameter.getKey());
            } else if (!tensor.shape().equals(parameter.getValue().shape())) {
                wrong.add(
                        new WrongShape(parameter.getKey(), parameter.getValue().shape(), tensor.shape()));
            }
        }
        int unused = (int) renamed.names().stream()
                .filter(name -> !graph.parameters().containsKey(name) && !name.endsWith(STEP_COUNT))
                .count();
        int parameters = graph.parameters().size() - head.size();
        return new WeightsMatch(network, naming, parameters - missing.size() - wrong.size(), unused, missing, wrong);
    }

    /** Whether every parameter, the head's aside, is there. */
    public boolean whole() {
        return missing.isEmpty() && wrongShape.isEmpty();
    }

    private double share() {
        return (double) fitting / (fitting + missing.size() + wrongShape.size());
    }

    /** One line for people: how near the file comes and what is wrong with it. */
    public String summary() {
        StringBuilder text = new StringBuilder("%s (names of %s): %d of %d parameters fit"
                .formatted(network.name(), naming.source(), fitting, fitting + missing.size() + wrongShape.size()));
        if (!missing.isEmpty()) {
            text.append(", missing ").append(some(missing));
        }
        if (!wrongShape.isEmpty()) {
            text.append(", of another shape ").append(some(wrongShape));
        }
        return text.toString();
    }

    private static String some(List<?> things) {
        String shown = String.join(
                ", ", things.stream().limit(SHOWN).map(Object::toString).toList());
        return things.size() > SHOWN ? shown + " and " + (things.size() - SHOWN) + " more" : shown;
    }
}
