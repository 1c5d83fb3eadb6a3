package dev.konkyo.app.cli;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.HeadReplacement;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.weights.SafetensorsFile;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which network a weights file was made for, told from its tensors, and how that network padded.
 *
 * @param declared the padding that the file itself names
 */
record WeightsOrigin(Weights weights, Optional<PaddingStyle> declared) {
    /** The metadata key under which a file names its padding. */
    static final String PADDING = "padding";

    private static final int IMAGENET = 1000;

    static WeightsOrigin of(SafetensorsFile file) {
        return new WeightsOrigin(
                file.weights(),
                Optional.ofNullable(file.metadata().get(PADDING))
                        .map(name -> PaddingStyle.valueOf(name.toUpperCase(Locale.ROOT))));
    }

    /**
     * The first listed network whose parameters, the head's aside, are all in the file in the same shape.
     *
     * @throws CommandException if there is none
     */
    Network network() {
        return Networks.all().stream()
                .filter(this::fits)
                .findFirst()
                .orElseThrow(
                        () -> new CommandException(
                                "the weights fit none of the listed networks; name the nearest one with --network to see what differs"));
    }

    private boolean fits(Network network) {
        Graph graph = network.build(NetworkShape.of(IMAGENET, network.inputSize()));
        Set<String> head = HeadReplacement.parameters(graph);
        return graph.parameters().entrySet().stream()
                .filter(parameter -> !head.contains(parameter.getKey()))
                .allMatch(parameter -> {
                    TensorData tensor = weights.find(parameter.getKey());
                    return tensor != null
                            && tensor.shape().equals(parameter.getValue().shape());
                });
    }

    /**
     * What the file names; else TensorFlow's padding if the head has TensorFlow's 1001 classes (ImageNet's and one for background);
     * else symmetric.
     */
    PaddingStyle padding(Network network) {
        return declared.orElseGet(() -> {
            boolean background =
                    HeadReplacement.parameters(network.build(NetworkShape.of(IMAGENET, network.inputSize()))).stream()
                            .map(weights::find)
                            .anyMatch(tensor -> tensor != null && tensor.shape().at(0) == IMAGENET + 1);
            return background && network.paddings().contains(PaddingStyle.SAME)
                    ? PaddingStyle.SAME
                    : PaddingStyle.SYMMETRIC;
        });
    }
}
