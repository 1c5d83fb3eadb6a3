package dev.konkyo.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tensors by name, in the order of the file or network that they come from. */
public final class Weights {
    private final Map<String, TensorData> tensors;

    private Weights(Map<String, TensorData> tensors) {
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    public static Weights of(Map<String, TensorData> tensors) {
        return new Weights(new LinkedHashMap<>(tensors));
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    /**
     * The tensor of this name.
     *
     * @throws GraphException if there is none
     */
    public TensorData at(String name) {
        TensorData tensor = tensors.get(name);
        if (tensor == null) {
            throw new GraphException("no weights named '" + name + "' among " + tensors.size() + " tensors");
        }
        return tensor;
    }

    public @Nullable TensorData find(String name) {
        return tensors.get(name);
    }

    /** These tensors with one added or replaced. */
    public Weights with(String name, TensorData tensor) {
        Map<String, TensorData> changed = new LinkedHashMap<>(tensors);
        changed.put(name, tensor);
        return new Weights(changed);
    }

    public Map<String, TensorData> asMap() {
        return tensors;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weights weights && weights.tensors.equals(tensors);
    }

    @Override
    public int hashCode() {
        return tensors.hashCode();
    }

    @Override
    public String toString() {
        return "Weights[" + tensors.size() + " tensors]";
    }
}
