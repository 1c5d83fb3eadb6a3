package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Model;
import dev.konkyo.model.Tolerances;
import java.util.Map;
import java.util.Optional;

/** What an exported file must compute, found another way than by the nodes that were added to it. */
interface Expected extends AutoCloseable {
    /** How far engines and machines may differ. */
    Tolerances tolerances();

    /**
     * What a file stores that is not as it should be, in words; empty if all is.
     *
     * @param file as it was read back
     */
    Optional<String> stored(Model file);

    /**
     * The first output that is not as it should be, in words; empty if all are.
     *
     * @param input [1, 3, height, width]
     * @param got the file's outputs by name
     */
    Optional<String> difference(TensorData input, Map<String, TensorData> got);

    @Override
    void close();
}
