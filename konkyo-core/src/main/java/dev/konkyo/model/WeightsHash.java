package dev.konkyo.model;

import dev.konkyo.graph.WeightedGraph;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;

/** The identity of a network's weights, whatever file they lie in and whatever outputs were added. */
public final class WeightsHash {
    private WeightsHash() {}

    /**
     * SHA-256 over names, shapes and elements of all parameters, in the order of their names.
     *
     * @return 64 hexadecimal digits in small letters
     */
    public static String of(WeightedGraph network) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : new TreeSet<>(network.graph().parameters().keySet())) {
                var tensor = network.weights().at(name);
                digest.update((name + tensor.type() + tensor.shape()).getBytes(StandardCharsets.UTF_8));
                ByteBuffer bytes = tensor.buffer();
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
