package dev.konkyo.app.cli;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.HeadReplacement;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Weights;
import dev.konkyo.hub.ModelConfiguration;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.WeightsMatch;
import dev.konkyo.weights.SafetensorsFile;
import java.util.Locale;
import java.util.Optional;

/**
 * Which network weights were made for, told from their tensors, and how that network padded and normalised.
 *
 * @param declared the padding that the file itself names
 * @param configuration what the hub says beside them
 */
record WeightsOrigin(Weights weights, Optional<PaddingStyle> declared, Optional<ModelConfiguration> configuration) {
    /** The metadata key under which a file names its padding. */
    static final String PADDING = "padding";

    private static final int IMAGENET = 1000;

    static WeightsOrigin of(SafetensorsFile file, Optional<ModelConfiguration> configuration) {
        return new WeightsOrigin(
                file.weights(),
                Optional.ofNullable(file.metadata().get(PADDING))
                        .map(name -> PaddingStyle.valueOf(name.toUpperCase(Locale.ROOT))),
                configuration);
    }

    /**
     * The listed network and naming whose parameters, the head's aside, are all there in the same shape.
     *
     * @throws CommandException naming the nearest network and what is missing if there is none
     */
    WeightsMatch match() {
        return whole(WeightsMatch.best(weights), "fit none of the listed networks");
    }

    /**
     * The naming under which the weights fit a network.
     *
     * @throws CommandException naming the network that they fit, or else what is missing, if they do not
     */
    WeightsMatch match(Network network) {
        var match = WeightsMatch.best(network, weights);
        if (match.whole()) {
            return match;
        }
        var other = WeightsMatch.best(weights);
        var advice = other.whole()
                ? "they fit " + other.network().name()
                : other.network().equals(network)
                        ? "they fit no other network better"
                        : "nearest is " + other.summary();
        throw new CommandException("%s do not fit %s; %s".formatted(named(), match.summary(), advice));
    }

    private WeightsMatch whole(WeightsMatch match, String failure) {
        if (!match.whole()) {
            throw new CommandException(named() + " " + failure + "; nearest is " + match.summary());
        }
        return match;
    }

    private String named() {
        return "the weights"
                + configuration
                        .flatMap(ModelConfiguration::architecture)
                        .map(name -> ", made for '" + name + "',")
                        .orElse("");
    }

    /**
     * What the file names, or its configuration; else TensorFlow's padding if the head has TensorFlow's 1001 classes (ImageNet's and one
     * for background); else symmetric.
     */
    PaddingStyle padding(WeightsMatch match) {
        return declared.orElseGet(() -> {
            var network = match.network();
            boolean tensorflow =
                    configuration.map(ModelConfiguration::tensorflow).orElse(false) || background(match);
            return tensorflow && network.paddings().contains(PaddingStyle.SAME)
                    ? PaddingStyle.SAME
                    : PaddingStyle.SYMMETRIC;
        });
    }

    private boolean background(WeightsMatch match) {
        Graph graph =
                match.network().build(NetworkShape.of(IMAGENET, match.network().inputSize()));
        Weights renamed = match.naming().renamed(graph, weights);
        return HeadReplacement.parameters(graph).stream()
                .map(renamed::find)
                .anyMatch(tensor -> tensor != null
                        && tensor.shape().rank() > 0
                        && tensor.shape().at(0) == IMAGENET + 1);
    }

    /** How photos were normalised for these weights: as the configuration says, else as for the network's published ones. */
    Preprocessing preprocessing(Network network, PaddingStyle padding, int size) {
        var published = network.preprocessing(size, size, padding);
        return configuration
                .filter(ModelConfiguration::normalizes)
                .map(said -> new Preprocessing(size, size, published.fit(), said.mean(), said.deviation()))
                .orElse(published);
    }
}
