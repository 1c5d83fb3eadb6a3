package dev.konkyo.torch.training;

/** Nanoseconds that training steps spent so far, by what they did. */
final class StepTimes {
    private long forward;
    private long backward;
    private long update;

    /** Nanoseconds at one moment. */
    record Reading(long forward, long backward, long update) {}

    void forward(long began) {
        forward += System.nanoTime() - began;
    }

    void backward(long began) {
        backward += System.nanoTime() - began;
    }

    void update(long began) {
        update += System.nanoTime() - began;
    }

    Reading now() {
        return new Reading(forward, backward, update);
    }
}
