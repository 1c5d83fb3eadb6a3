package dev.konkyo.app.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C while something long runs: the work is told to end, and the process waits until it has, however long judging what was learnt and
 * writing it takes.
 */
final class Interruption implements AutoCloseable {
    private final Output output;
    private final String words;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "interruption");
    private volatile boolean happened;

    /** Training is interrupted. */
    Interruption(Output output) {
        this(output, "ending: judging and writing the best model so far");
    }

    /**
     * Other work is interrupted.
     *
     * @param words what is said when it is
     */
    Interruption(Output output, String words) {
        this.output = output;
        this.words = words;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process has been asked to end. */
    boolean happened() {
        return happened;
    }

    private void await() {
        happened = true;
        try {
            if (done.getCount() > 0) {
                output.note(words);
            }
            done.await();
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
