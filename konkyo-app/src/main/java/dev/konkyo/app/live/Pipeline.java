package dev.konkyo.app.live;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Capture, decision and drawing, each on a thread of its own, with room for one thing between them. */
final class Pipeline {
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Work that may be interrupted. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /**
     * What is done.
     *
     * @param capture puts frames down until there are no more
     * @param decide the decision on a frame
     * @param record takes every decision
     * @param paint the picture of a decision
     * @param sinks take every picture; without any nothing is painted
     */
    record Stages(
            CaptureStage capture,
            Function<Frame, Decision> decide,
            Consumer<Decision> record,
            BiFunction<Decision, Progress, BufferedImage> paint,
            List<FrameSink> sinks) {
        Stages {
            sinks = List.copyOf(sinks);
        }
    }

    /** Puts frames down until there are no more. */
    @FunctionalInterface
    interface CaptureStage {
        void into(HandOver<Frame> frames) throws InterruptedException;
    }

    private final Stages stages;
    private final HandOver<Frame> frames;
    private final HandOver<Decision> decisions;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Latencies latencies = new Latencies();
    private final Pace pace = new Pace();
    private volatile long began;
    private final AtomicLong captured = new AtomicLong();
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong drawn = new AtomicLong();

    Pipeline(Stages stages, HandOver.WhenTaken whenTaken) {
        this.stages = stages;
        frames = new HandOver<>(whenTaken);
        decisions = new HandOver<>(whenTaken);
    }

    /**
     * Runs until the frames end, a stage fails, nobody looks any more, or the caller says so.
     *
     * @param stop asked again and again
     * @throws RuntimeException what a stage failed with
     */
    WatchSummary run(BooleanSupplier stop) {
        Thread capture = stage("capture", () -> stages.capture().into(frames), frames::end);
        Thread decide = stage("decide", this::decide, () -> {
            frames.abandon();
            decisions.end();
        });
        Thread draw = stage("draw", this::draw, decisions::abandon);
        List<Thread> threads = List.of(capture, decide, draw);
        threads.forEach(Thread::start);
        boolean interrupted = await(threads, capture, stop);
        WatchSummary summary = new WatchSummary(
                captured.get(),
                decided.get(),
                drawn.get(),
                latencies.all(),
                Duration.ofNanos(began == 0 ? 0 : System.nanoTime() - began));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow();
        return summary;
    }

    private Thread stage(String name, Work work, Runnable end) {
        return Thread.ofPlatform().daemon().name(name).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                end.run();
            }
        });
    }

    /** Waits for all; what comes first of failure and wish ends the capture, and the others follow. */
    private boolean await(List<Thread> threads, Thread capture, BooleanSupplier stop) {
        boolean interrupted = false;
        for (Thread thread : threads.reversed()) {
            while (thread.isAlive()) {
                try {
                    boolean ended = thread.join(LOOK);
                    if (!ended && (stop.getAsBoolean() || failure.get() != null || unwatched())) {
                        end(capture);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    end(capture);
                }
            }
        }
        return interrupted;
    }

    private boolean unwatched() {
        return stages.sinks().stream().anyMatch(FrameSink::finished);
    }

    private void end(Thread capture) {
        frames.abandon();
        capture.interrupt();
    }

    private void rethrow() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void decide() throws InterruptedException {
        for (Optional<Frame> next = frames.take(); next.isPresent(); next = frames.take()) {
            Frame frame = next.get();
            if (began == 0) {
                began = frame.nanoseconds();
            }
            captured.set(frame.number());
            Decision decision = stages.decide().apply(frame);
            decided.incrementAndGet();
            latencies.add(decision.made(), decision.made() - frame.nanoseconds());
            pace.add(decision.made());
            stages.record().accept(decision);
            if (!stages.sinks().isEmpty() && !decisions.put(decision)) {
                return;
            }
        }
    }

    private void draw() throws InterruptedException {
        for (Optional<Decision> next = decisions.take(); next.isPresent(); next = decisions.take()) {
            Progress progress = new Progress(pace.perSecond(), latencies.latest(), frames.dropped());
            BufferedImage picture = stages.paint().apply(next.get(), progress);
            for (FrameSink sink : stages.sinks()) {
                sink.accept(picture, next.get());
            }
            drawn.incrementAndGet();
        }
    }
}
