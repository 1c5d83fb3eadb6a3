package dev.konkyo.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** ONNX Runtime's one environment for the whole process. */
final class SharedEnvironment {
    /**
     * ONNX Runtime searches the process's command line with a regular expression that recurses once per character. On Java's usual
     * stack of one megabyte some 4,000 characters (a long class path, a hundred photos) overflow it, which ends the process without
     * a word. This much holds the longest command line that Linux allows; it is address space, and only what is used is backed.
     */
    private static final long STACK_BYTES = 1L << 30;

    private static final OrtEnvironment ENVIRONMENT = open();

    /** A class of its own: a lambda's body would wait for this class, whose initialisation waits for the body. */
    private static final class Opening implements Callable<OrtEnvironment> {
        @Override
        public OrtEnvironment call() {
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        }
    }

    private SharedEnvironment() {}

    /** The environment; it lives until the process ends. */
    static OrtEnvironment instance() {
        return ENVIRONMENT;
    }

    private static OrtEnvironment open() {
        var opening = new FutureTask<>(new Opening());
        new Thread(null, opening, "onnxruntime-environment", STACK_BYTES).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new InferenceException("ONNX Runtime cannot start: " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
