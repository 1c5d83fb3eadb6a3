package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.app.live.HandOver.WhenTaken;
import dev.konkyo.image.Image;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PipelineTest {
    private static final Image GREY = Image.filled(4, 4, 100, 100, 100);

    private final List<Long> recorded = new CopyOnWriteArrayList<>();
    private final Sketches.Album album = new Sketches.Album();

    private Pipeline pipeline(WhenTaken whenTaken, Pipeline.CaptureStage capture, Function<Frame, Decision> decide) {
        var stages = new Pipeline.Stages(
                capture,
                decide,
                decision -> recorded.add(decision.frame().number()),
                (_, _) -> new BufferedImage(2, 2, BufferedImage.TYPE_3BYTE_BGR),
                List.of(album));
        return new Pipeline(stages, whenTaken);
    }

    private static Decision decide(Frame frame) {
        return Sketches.decision(frame, ViewSettings.standard(), 0, 0, 0, 0);
    }

    private static void put(HandOver<Frame> frames, long from, long to) throws InterruptedException {
        for (long number = from; number <= to; number++) {
            frames.put(Sketches.frame(number, GREY));
        }
    }

    @Test
    void whoIsSlowMissesFramesOfALiveSourceAndTheyAreCounted() {
        var working = new CountDownLatch(1);
        var allCame = new CountDownLatch(1);
        var summary = pipeline(
                        WhenTaken.REPLACE,
                        frames -> {
                            put(frames, 1, 1);
                            working.await();
                            put(frames, 2, 10);
                            allCame.countDown();
                        },
                        frame -> {
                            working.countDown();
                            await(allCame);
                            return decide(frame);
                        })
                .run(() -> false);

        assertThat(recorded).containsExactly(1L, 10L);
        assertThat(summary.frames()).isEqualTo(10);
        assertThat(summary.decided()).isEqualTo(2);
        assertThat(summary.dropped()).isEqualTo(8);
    }

    @Test
    void aSourceThatCanWaitLosesNothing() {
        var summary = pipeline(WhenTaken.WAIT, frames -> put(frames, 1, 200), PipelineTest::decide)
                .run(() -> false);

        var all = LongStream.rangeClosed(1, 200).boxed().toList();
        assertThat(recorded).isEqualTo(all);
        assertThat(album.numbers).isEqualTo(all);
        assertThat(summary.dropped()).isZero();
        assertThat(summary.drawn()).isEqualTo(200);
    }

    @Test
    void aSlowDrawerMissesDecisionsButTheyAreRecorded() {
        var drawing = new CountDownLatch(1);
        var allDecided = new CountDownLatch(6);
        var decided = new Semaphore(0);
        var slow = new FrameSink() {
            @Override
            public void accept(BufferedImage picture, Decision decision) {
                drawing.countDown();
                await(allDecided);
                album.accept(picture, decision);
            }

            @Override
            public void close() {}
        };
        var stages = new Pipeline.Stages(
                frames -> {
                    put(frames, 1, 1);
                    drawing.await();
                    decided.acquire();
                    for (long number = 2; number <= 6; number++) {
                        put(frames, number, number);
                        decided.acquire();
                    }
                },
                PipelineTest::decide,
                decision -> {
                    recorded.add(decision.frame().number());
                    decided.release();
                    allDecided.countDown();
                },
                (_, _) -> new BufferedImage(2, 2, BufferedImage.TYPE_3BYTE_BGR),
                List.of(slow));

        new Pipeline(stages, WhenTaken.REPLACE).run(() -> false);

        assertThat(recorded).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(album.numbers).startsWith(1L).endsWith(6L).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aSourceWithoutEndStopsWhenAsked() {
        var asked = new AtomicBoolean();
        var summary = pipeline(
                        WhenTaken.REPLACE,
                        frames -> {
                            put(frames, 1, 1);
                            new CountDownLatch(1).await();
                        },
                        frame -> {
                            asked.set(true);
                            return decide(frame);
                        })
                .run(asked::get);

        assertThat(summary.decided()).isEqualTo(1);
        assertThat(album.numbers).containsExactly(1L);
    }

    @Test
    void aStageThatFailsEndsTheOthersAndIsTold() {
        var endless = pipeline(WhenTaken.WAIT, frames -> put(frames, 1, Long.MAX_VALUE), frame -> {
            if (frame.number() == 3) {
                throw new SourceException("the third is bad");
            }
            return decide(frame);
        });

        assertThatThrownBy(() -> endless.run(() -> false)).hasMessage("the third is bad");
        assertThat(recorded).containsExactly(1L, 2L);
    }

    @Test
    void aSinkThatFailsEndsTheOthersAndIsTold() {
        var stages = new Pipeline.Stages(
                frames -> put(frames, 1, Long.MAX_VALUE),
                PipelineTest::decide,
                _ -> {},
                (_, _) -> {
                    throw new SourceException("no paint");
                },
                List.of(album));

        assertThatThrownBy(() -> new Pipeline(stages, WhenTaken.WAIT).run(() -> false))
                .hasMessage("no paint");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
