package dev.konkyo.app.cli;

import dev.konkyo.graph.Cost;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Shape;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;

/**
 * What a network costs at 1000 classes and its own input size.
 *
 * @param multiplyAdds for one photo
 * @param inputSize height and width, in pixels
 * @param evidence size of the evidence layer
 */
record NetworkLine(String name, long parameters, long multiplyAdds, int inputSize, Evidence evidence) {
    private static final int CLASSES = 1000;

    /** The evidence layer's size. */
    record Evidence(int height, int width, int channels) {
        static Evidence of(Shape shape) {
            return new Evidence(shape.at(2), shape.at(3), shape.at(1));
        }
    }

    static NetworkLine of(Network network) {
        Graph graph = network.build(NetworkShape.of(CLASSES, network.inputSize()));
        Cost cost = Cost.of(graph);
        return new NetworkLine(
                network.name(),
                cost.parameters(),
                cost.totalMultiplyAdds(),
                network.inputSize(),
                Evidence.of(EvidenceLayer.of(graph).shape()));
    }
}
