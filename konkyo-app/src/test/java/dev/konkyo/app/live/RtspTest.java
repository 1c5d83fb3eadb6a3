package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.image.Image;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A camera that speaks RTSP. */
@Timeout(120)
final class RtspTest {
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        over.countDown();
        threads.shutdownNow();
    }

    private List<Image> images(String address, Patience patience, long limit) throws InterruptedException {
        return new Captured(notes, threads).images(new Source.Stream(address), patience, limit);
    }

    @Test
    void framesOfACameraAreRead() throws Exception {
        try (var server = new RtspServer((_, video) -> {
            video.send(64, 50, 20);
            video.send(64, 200, 20);
            over.await();
        })) {
            var images = images(server.address(), Captured.PATIENCE, 35);
            assertThat(images).hasSize(35);
            assertThat(images.getFirst().width()).isEqualTo(64);
            assertThat(images.getFirst().at(30, 30, 1)).isBetween(46, 54);
            assertThat(images.getLast().at(30, 30, 1)).isBetween(196, 204);
            assertThat(notes).isEmpty();
        }
    }

    @Test
    void aCameraThatHangsUpIsCalledAgain() throws Exception {
        try (var server = new RtspServer((connection, video) -> {
            video.send(64, connection == 1 ? 50 : 200, 20);
            if (connection > 1) {
                over.await();
            }
        })) {
            var images = images(server.address(), Captured.PATIENCE, 25);
            assertThat(images).hasSize(25);
            assertThat(images.getLast().at(30, 30, 1)).isBetween(196, 204);
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .startsWith(server.address() + ": ")
                    .endsWith("; trying again");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aCameraThatFallsSilentIsCalledAgain() throws Exception {
        try (var server = new RtspServer((connection, video) -> {
            video.send(64, 10 * connection, 10);
            if (connection < 2) {
                over.await();
            }
            video.send(64, 200, 30);
        })) {
            var images = images(server.address(), Captured.SOON, 25);
            assertThat(images).hasSize(25);
            assertThat(notes).isNotEmpty().containsOnly(server.address() + ": no frame for 1.5 s; trying again");
            assertThat(server.connections()).isGreaterThan(1);
        }
    }

    @Test
    void anAddressWithoutACameraIsGivenUp() throws IOException {
        // A place that is taken and where nobody listens: nobody else can begin to.
        try (var taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var address = "rtsp://127.0.0.1:" + taken.getLocalPort() + "/camera";
            assertThatThrownBy(() -> images(address, Captured.PATIENCE.withAttempts(0), 5))
                    .isInstanceOf(SourceException.class)
                    .hasMessage(address + ": cannot be opened");
        }
    }
}
