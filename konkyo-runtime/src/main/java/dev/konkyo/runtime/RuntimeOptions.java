package dev.konkyo.runtime;

/**
 * How a session uses the processor.
 *
 * @param threads that one operator may use, at least 1
 */
public record RuntimeOptions(int threads, Waiting waiting) {
    /** What idle threads do between operators. */
    public enum Waiting {
        /** They keep looking for work: fastest where nothing else wants the processor. */
        SPINNING,
        /** They sleep: where another engine or process shares the cores. */
        SLEEPING
    }

    public RuntimeOptions {
        if (threads < 1) {
            throw new InferenceException("expected at least 1 thread, got " + threads);
        }
    }

    /** Threads that sleep while they wait, so that a training engine in the same process is not slowed down. */
    public static RuntimeOptions sharing(int threads) {
        return new RuntimeOptions(threads, Waiting.SLEEPING);
    }

    /** Threads that spin while they wait. */
    public static RuntimeOptions alone(int threads) {
        return new RuntimeOptions(threads, Waiting.SPINNING);
    }
}
