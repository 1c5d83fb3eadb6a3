package dev.konkyo.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C while something long runs: the work is told to end, and the process waits until it has. */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "interruption");
    private volatile boolean happened;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process has been asked to end. */
    boolean happened() {
        return happened;
    }

    private void await() {
        happened = true;
        try {
            boolean ended = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assert ended : "the work did not end in time";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended; from here on Ctrl-C ends the process at once. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook has been told that the work is done.
            happened = true;
        }
    }
}
