package dev.konkyo.evidence.memory;

import dev.konkyo.cluster.Space;
import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.EvidenceOutputs.Lookup;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.ReferenceHead;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import java.util.Arrays;

/**
 * The tables in which Faster-Grad-CAM was first published, made part of a network: a photo's embedding is held against those of one class,
 * and the nearest of some centres says which channels of the evidence layer count and how much. The weights of such tables have no unit, so
 * all are divided by the {@link #reference}, and the maps are shares of what it stands for.
 *
 * @param vectors float32 [photos, length]: embeddings of photos of the class
 * @param centres float32 [clusters, length]
 * @param addresses float32 [clusters, kept]: numbers of the channels, from 0
 * @param factors float32 [clusters, kept]: their weights, in the addresses' order
 */
public record ImportedMemory(TensorData vectors, TensorData centres, TensorData addresses, TensorData factors) {
    public ImportedMemory {
        if (vectors.shape().at(1) != centres.shape().at(1)) {
            throw new IllegalArgumentException("vectors and centres must have the same length, got " + vectors.shape()
                    + " and " + centres.shape());
        }
        if (!addresses.shape().equals(factors.shape())
                || addresses.shape().at(0) != centres.shape().at(0)) {
            throw new IllegalArgumentException("every centre needs channel numbers and as many weights, got "
                    + centres.shape().at(0) + " centres, numbers " + addresses.shape() + " and weights "
                    + factors.shape());
        }
    }

    /**
     * The network with the outputs of {@link EvidenceOutputs}. Of its two scores the second is the largest cosine with one of the vectors, the
     * first the threshold that it must exceed.
     *
     * @param network that gives the evidence layer [N, channels, height, width] and the embedding [N, length]
     * @throws GraphException if the tables do not fit the network
     */
    public WeightedGraph in(WeightedGraph network, float threshold) {
        String layer = output(network, 4);
        int channels = ShapeInference.shape(network.graph(), layer, 1).at(1);
        WeightedGraph decision = ReferenceHead.add(network, output(network, 2), vectors, threshold);
        Lookup lookup = EvidenceMemory.lookup(Space.EUCLIDEAN, centres, weights(channels));
        return EvidenceOutputs.add(decision, layer, false, lookup);
    }

    /**
     * What the evidence is a share of: the largest sum of a cluster's weights by amount, which is what that cluster's channels add up to at
     * activations of 1; 1 if all weights are zero.
     */
    public float reference() {
        int kept = factors.shape().at(1);
        float[] values = factors.toFloats();
        double[] sums = new double[factors.shape().at(0)];
        for (int i = 0; i < values.length; i++) {
            sums[i / kept] += Math.abs(values[i]);
        }
        float largest = (float) Arrays.stream(sums).max().orElse(0);
        return largest > 0 ? largest : 1;
    }

    /** The name of the network's evidence layer. */
    public static String layer(WeightedGraph network) {
        return output(network, 4);
    }

    private static String output(WeightedGraph network, int rank) {
        return network.graph().outputs().stream()
                .filter(name -> ShapeInference.shape(network.graph(), name, 1).rank() == rank)
                .findFirst()
                .orElseThrow(
                        () -> new GraphException("expected a network with the outputs evidence layer [N, channels, "
                                + "height, width] and " + EmbeddingLayer.NAME + " [N, length], got "
                                + network.graph().outputs()));
    }

    private TensorData weights(int channels) {
        int clusters = addresses.shape().at(0);
        int kept = addresses.shape().at(1);
        float[] numbers = addresses.toFloats();
        float[] values = factors.toFloats();
        float reference = reference();
        float[] weights = new float[clusters * channels];
        for (int i = 0; i < numbers.length; i++) {
            int channel = (int) numbers[i];
            if (channel != numbers[i] || channel < 0 || channel >= channels) {
                throw new IllegalArgumentException("the evidence layer has the channels 0 to " + (channels - 1)
                        + ", got number " + numbers[i] + "; was the memory made for another network?");
            }
            weights[i / kept * channels + channel] += values[i] / reference;
        }
        return TensorData.ofFloats(Shape.of(clusters, channels), weights);
    }
}
