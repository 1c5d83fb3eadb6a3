package dev.konkyo.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A hub on this machine that answers as it is told and remembers what it was asked. */
final class HubServer implements AutoCloseable {
    /** Answers one request. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** What was asked: path, range, if-range, authorization. */
    record Asked(String path, Optional<String> range, Optional<String> condition, Optional<String> authorization) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<IllegalStateException> failures = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HubServer(Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    header(exchange, "Range"),
                    header(exchange, "If-Range"),
                    header(exchange, "Authorization")));
            try (exchange) {
                answer.to(exchange);
            } catch (IllegalStateException e) {
                failures.add(e);
                throw e;
            }
        });
        server.start();
    }

    static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Requests for a file. */
    List<Asked> askedFor(String file) {
        return asked.stream().filter(a -> a.path().endsWith(file)).toList();
    }

    static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().add("X-Error-Code", code);
        exchange.sendResponseHeaders(status, -1);
    }

    /** Gives the whole body. */
    static void give(HttpExchange exchange, byte[] body, String tag) throws IOException {
        exchange.getResponseHeaders().add("ETag", tag);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Gives the part that was asked for if its tag is the current one, as servers that know ranges do. */
    static void giveRange(HttpExchange exchange, byte[] body, String tag) throws IOException {
        Optional<String> range = header(exchange, "Range")
                .filter(_ -> header(exchange, "If-Range").equals(Optional.of(tag)));
        if (range.isEmpty()) {
            give(exchange, body, tag);
            return;
        }
        int from = Integer.parseInt(range.get().replaceAll("\\D", ""));
        exchange.getResponseHeaders().add("ETag", tag);
        exchange.getResponseHeaders()
                .add("Content-Range", "bytes %d-%d/%d".formatted(from, body.length - 1, body.length));
        exchange.sendResponseHeaders(206, body.length - from);
        exchange.getResponseBody().write(body, from, body.length - from);
    }

    /**
     * Promises the whole body and hangs up after a part of it: only once the client has counted that part in {@code arrived}, since one that
     * learns of the end first may throw away what it has not read yet.
     */
    static void breakOff(HttpExchange exchange, byte[] body, int after, String tag, AtomicLong arrived)
            throws IOException {
        arrived.set(0);
        exchange.getResponseHeaders().add("ETag", tag);
        exchange.sendResponseHeaders(200, body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, after);
        out.flush();
        long began = System.nanoTime();
        while (arrived.get() < after) {
            if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(1)) {
                throw new IllegalStateException("the client has counted " + arrived + " of " + after + " bytes");
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new IOException("hung up");
    }

    /** Promises the whole body, gives a little of it and then nothing more until the server is closed. */
    static void fallSilent(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body, 0, 10);
        exchange.getResponseBody().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Fails if an answer could not be given as it was meant. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        assertThat(failures).isEmpty();
    }
}
