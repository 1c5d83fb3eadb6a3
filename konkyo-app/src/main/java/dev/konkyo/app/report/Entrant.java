package dev.konkyo.app.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One network of a comparison. */
public sealed interface Entrant {
    /** What a photo that could not be read is given in place of a label. */
    int UNREAD = -1;

    /** What a photo is given whose score lies below the threshold of the nearest class. */
    int UNKNOWN = -2;

    /** The network's name. */
    String network();

    /**
     * A network that was trained and judged.
     *
     * @param start what its weights began as, in words
     * @param weightsHash SHA-256 of the weights' file; null from scratch
     * @param said the label that it gave to each held-out photo, {@link #UNREAD} or {@link #UNKNOWN}
     * @param parameters learnt numbers
     * @param multiplyAdds for one photo
     * @param fileBytes of the model file
     * @param milliseconds for the decision on one prepared photo, the median of repeated runs
     * @param threads that decided
     * @param trainingSeconds of all epochs
     * @param peakMemory of the processes that trained it, the largest, in bytes; null where the system does not tell
     */
    record Finished(
            String network,
            String start,
            @Nullable String weightsHash,
            List<Integer> said,
            long parameters,
            long multiplyAdds,
            long fileBytes,
            double milliseconds,
            int threads,
            double trainingSeconds,
            @Nullable Long peakMemory)
            implements Entrant {
        public Finished {
            said = List.copyOf(said);
        }
    }

    /** A network that could not be trained or judged, and why, in one line. */
    record Failed(String network, String reason) implements Entrant {}
}
