package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream of JPEGs over HTTP, as network cameras send it. */
@Timeout(120)
final class StreamTest {
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    /** What a connection gets. */
    @FunctionalInterface
    private interface Answer {
        void to(int connection, OutputStream stream) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private Source.Stream serve(Answer answer) {
        server.createContext("/stream", exchange -> {
            int connection = connections.incrementAndGet();
            answer(exchange, connection, answer);
        });
        return new Source.Stream("http://127.0.0.1:" + server.getAddress().getPort() + "/stream");
    }

    private static void answer(HttpExchange exchange, int connection, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            answer.to(connection, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream stream, int side, int grey) throws IOException {
        byte[] jpeg = PhotoWriter.jpeg(Image.filled(side, side, grey, grey, grey), 90);
        var head = "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
        stream.write(head.getBytes(StandardCharsets.US_ASCII));
        stream.write(jpeg);
        stream.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        stream.flush();
    }

    private static void send(OutputStream stream, int side, int grey, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            send(stream, side, grey);
        }
    }

    private List<Image> images(Source.Stream source, Patience patience, long limit) throws InterruptedException {
        return new Captured(notes, threads).images(source, patience, limit);
    }

    @Test
    void aServerThatDropsTheConnectionAndComesBackIsReadOn() throws InterruptedException {
        var source = serve((connection, stream) -> send(stream, 32, connection == 1 ? 40 : 200, 30));

        var images = images(source, Captured.PATIENCE, 45);

        assertThat(images).hasSize(45);
        assertThat(images.getFirst().at(5, 5, 0)).isBetween(36, 44);
        assertThat(images.getLast().at(5, 5, 0)).isBetween(196, 204);
        assertThat(notes).containsExactly(source.address() + ": the stream ended; trying again");
    }

    @Test
    void framesThatChangeTheirSizeAreTaken() throws InterruptedException {
        var source = serve((_, stream) -> {
            send(stream, 32, 100, 10);
            send(stream, 64, 100, 10);
            over.await();
        });

        var images = images(source, Captured.PATIENCE, 18);

        assertThat(images.getFirst().width()).isEqualTo(32);
        assertThat(images.getLast().width()).isEqualTo(64);
        assertThat(images.getLast().at(60, 60, 1)).isBetween(96, 104);
        // What FFmpeg looks at to know the stream is not shown.
        assertThat(notes).hasSize(1);
        assertThat(notes.getFirst())
                .matches("\\Q" + source.address()
                        + "\\E: frames are 64 x 64 pixels from frame (10|11) on, 32 x 32 before");
    }

    @Test
    void aStreamThatStallsIsOpenedAgain() throws InterruptedException {
        var source = serve((connection, stream) -> {
            send(stream, 32, 10 * connection, 10);
            if (connection < 3) {
                over.await();
            }
            send(stream, 32, 200, 30);
        });

        var images = images(source, Captured.SOON, 25);

        assertThat(images).hasSize(25);
        assertThat(notes).isNotEmpty().containsOnly(source.address() + ": no frame for 1.5 s; trying again");
        assertThat(connections.get()).isGreaterThan(1);
    }

    @Test
    void aStreamWithoutAFrameIsGivenUp() {
        var source = serve((_, _) -> {});

        assertThatThrownBy(() -> images(source, Captured.PATIENCE, 10))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith(source.address() + ": ")
                .hasMessageEndingWith("; given up after 3 attempts");
        assertThat(notes).hasSize(2).allMatch(note -> note.endsWith("; trying again"));
    }

    @Test
    void aServerThatIsNotThereIsGivenUp() throws IOException {
        // A place that is taken and where nobody listens: nobody else can begin to.
        try (var taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var source = new Source.Stream("http://127.0.0.1:" + taken.getLocalPort() + "/stream");

            assertThatThrownBy(() -> images(source, Captured.PATIENCE.withAttempts(0), 10))
                    .hasMessage(source.address() + ": cannot be opened");
        }
    }
}
