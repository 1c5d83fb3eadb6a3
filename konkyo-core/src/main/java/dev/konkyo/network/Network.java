package dev.konkyo.network;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import java.util.List;
import java.util.Set;

/** A family member that can be built for any number of classes and any photo that is large enough for it. */
public interface Network {
    /** The name of the photos, float32 [N, 3, height, width]. */
    String INPUT = "input";

    /** The name of the scores before softmax, float32 [N, classes]. */
    String LOGITS = "logits";

    /** As torchvision calls it, where torchvision has it. */
    String name();

    /** Authors, title and place of publication. */
    String paper();

    /** Height and width of the photos that the paper's weights were trained on. */
    default int inputSize() {
        return 224;
    }

    /** The paddings that the network's published weights come in. */
    default Set<PaddingStyle> paddings() {
        return Set.of(PaddingStyle.SYMMETRIC);
    }

    /** How photos are prepared for the network's published weights in this padding. */
    default Preprocessing preprocessing(int height, int width, PaddingStyle padding) {
        return padding == PaddingStyle.SAME
                ? Preprocessing.tensorflow(height, width)
                : Preprocessing.imageNet(height, width);
    }

    /** How its weights begin when it is trained from nothing. */
    default Initialization initialization() {
        return Initialization.KAIMING;
    }

    /**
     * Weights under this network's names, brought to its kernels where it takes those of the network that it was made from.
     *
     * @param graph of this network
     * @param named under the names of the graph's parameters
     */
    default Weights fitted(Graph graph, Weights named) {
        return named;
    }

    /** Adds the layers to a graph and gives the values that the network gives; {@link #LOGITS} is the first. */
    List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape);

    /**
     * The network with input {@link #INPUT} and outputs {@link #LOGITS} and, where the network has them, auxiliary logits.
     *
     * @throws GraphException if the photos are too small for the network or it has no such padding
     */
    default Graph build(NetworkShape shape) {
        if (!paddings().contains(shape.padding())) {
            throw new GraphException("network '" + name() + "' has padding " + paddings() + ", got " + shape.padding());
        }
        GraphBuilder net = new GraphBuilder(name());
        Value photos = net.images(INPUT, 3, shape.height(), shape.width());
        return net.build(layers(net, photos, shape).toArray(Value[]::new));
    }
}
