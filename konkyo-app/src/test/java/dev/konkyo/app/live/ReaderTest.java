package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.image.Image;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ReaderTest {
    /** Gives one picture and dies of the next. */
    private static final class Dying implements FrameSource {
        private boolean given;
        private volatile boolean closed;

        @Override
        public Optional<Shot> next() {
            if (given) {
                throw new OutOfMemoryError("a frame that is too large");
            }
            given = true;
            return Optional.of(Shot.of(Image.filled(4, 4, 1, 2, 3)));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void anErrorOfTheReadingThreadReachesWhoeverWaits() throws InterruptedException {
        var source = new Dying();
        try (var reader = new Reader("a folder", () -> {}, () -> source, Optional.empty())) {
            assertThat(reader.next()).isPresent();
            assertThatThrownBy(reader::next)
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("a frame that is too large");
        }
        assertThat(source.closed).isTrue();
    }

    @Test
    void soDoesAnErrorWhileOpening() {
        try (var reader = new Reader(
                "a folder",
                () -> {},
                () -> {
                    throw new OutOfMemoryError("a frame that is too large");
                },
                Optional.empty())) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("a frame that is too large");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheMachineLacksIsOneLine(boolean whileLoading) {
        Runnable lacking = () -> {
            throw new UnsatisfiedLinkError("no videoio");
        };
        Supplier<FrameSource> opening = () -> {
            lacking.run();
            throw new AssertionError("opened");
        };
        try (var reader = new Reader(
                "a camera", whileLoading ? lacking : () -> {}, opening, Optional.of(Duration.ofMinutes(1)))) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(SourceException.class)
                    .hasMessage("this machine lacks what reading needs: no videoio");
        }
    }

    /** Native libraries are unpacked the first time, for seconds on a slow disk. */
    @Test
    void loadingIsNoSilenceOfTheSource() {
        var loaded = new AtomicBoolean();
        var never = new CountDownLatch(1);
        try (var reader = new Reader(
                "a stream",
                () -> {
                    sleep(Duration.ofMillis(300));
                    loaded.set(true);
                },
                () -> {
                    await(never);
                    throw new SourceException("was ended");
                },
                Optional.of(Duration.ofMillis(1)))) {
            assertThatThrownBy(reader::next).isInstanceOf(SourceException.class).hasMessage("no frame for 0.001 s");
            assertThat(loaded).isTrue();
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
