package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.image.Image;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
        try (var reader = new Reader("a folder", () -> source, Optional.empty())) {
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
                () -> {
                    throw new OutOfMemoryError("a frame that is too large");
                },
                Optional.empty())) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("a frame that is too large");
        }
    }

    @Test
    void whatTheMachineLacksIsOneLine() {
        try (var reader = new Reader(
                "a camera",
                () -> {
                    throw new UnsatisfiedLinkError("no videoio");
                },
                Optional.empty())) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(SourceException.class)
                    .hasMessage("this machine lacks what reading needs: no videoio");
        }
    }
}
