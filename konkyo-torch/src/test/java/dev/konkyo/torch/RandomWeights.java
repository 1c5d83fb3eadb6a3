package dev.konkyo.torch;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Weights under which a network's values stay near 1 however deep it is. */
final class RandomWeights {
    private RandomWeights() {}

    static WeightedGraph of(Graph graph, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> tensors.put(name, tensor(name, parameter, random)));
        return new WeightedGraph(graph, Weights.of(tensors));
    }

    private static TensorData tensor(String name, Parameter parameter, RandomGenerator random) {
        Shape shape = parameter.shape();
        if (shape.rank() > 1) {
            double inputs = (double) shape.elements() / shape.at(0);
            return normal(parameter.type(), shape, 0, Math.sqrt(2 / inputs), random);
        }
        if (name.endsWith("running_var")) {
            return uniform(parameter.type(), shape, 0.5, 1.5, random);
        }
        boolean scale = name.endsWith("weight");
        return normal(parameter.type(), shape, scale ? 1 : 0, 0.1, random);
    }

    static TensorData normal(ElementType type, Shape shape, double mean, double deviation, RandomGenerator random) {
        double[] values = random.doubles(shape.elements())
                .map(_ -> mean + deviation * random.nextGaussian())
                .toArray();
        return tensor(type, shape, values);
    }

    static TensorData uniform(ElementType type, Shape shape, double least, double most, RandomGenerator random) {
        return tensor(type, shape, random.doubles(shape.elements(), least, most).toArray());
    }

    private static TensorData tensor(ElementType type, Shape shape, double... values) {
        if (type == ElementType.FLOAT64) {
            return TensorData.ofDoubles(shape, values);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return TensorData.ofFloats(shape, floats);
    }
}
