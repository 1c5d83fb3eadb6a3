package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of an RTSP camera as a reader needs (RFC 2326): it describes one video of JPEGs and sends them as RTP packets (RFC 3550, RFC
 * 2435) on the connection of the control, "interleaved".
 */
final class RtspServer implements AutoCloseable {
    private static final int CLOCK = 90_000;
    private static final int RATE = 25;
    private static final int PAYLOAD = 1200;
    private static final int JPEG = 26;

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final Show show;

    /** What a connection gets once it asks to play. */
    @FunctionalInterface
    interface Show {
        void to(int connection, Video video) throws IOException, InterruptedException;
    }

    RtspServer(Show show) throws IOException {
        this.show = show;
        listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String address() {
        return "rtsp://127.0.0.1:" + listening.getLocalPort() + "/camera";
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                var socket = listening.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test has closed the server.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            talk(connection);
        } catch (IOException e) {
            // The reader has hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void talk(Socket connection) throws IOException, InterruptedException {
        try (var reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            var out = connection.getOutputStream();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var method = line.split(" ", 2)[0];
                var sequence = "0";
                for (var header = reader.readLine(); header != null && !header.isEmpty(); header = reader.readLine()) {
                    if (header.startsWith("CSeq:")) {
                        sequence = header.substring(5).strip();
                    }
                }
                answer(method, sequence, out);
                if (method.equals("PLAY")) {
                    show.to(connections.incrementAndGet(), new Video(out));
                    return;
                }
            }
        }
    }

    private void answer(String method, String sequence, OutputStream out) throws IOException {
        var description = String.join(
                "\r\n",
                "v=0",
                "o=- 0 0 IN IP4 127.0.0.1",
                "s=camera",
                "c=IN IP4 0.0.0.0",
                "t=0 0",
                "m=video 0 RTP/AVP 26",
                "a=control:track",
                "");
        var more = switch (method) {
            case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
            case "DESCRIBE" ->
                "Content-Base: " + address() + "/\r\nContent-Type: application/sdp\r\nContent-Length: "
                        + description.length() + "\r\n\r\n" + description;
            case "SETUP" -> "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n";
            default -> "Session: 1\r\n\r\n";
        };
        out.write(("RTSP/1.0 200 OK\r\nCSeq: " + sequence + "\r\n" + more).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Frames on their way. */
    static final class Video {
        private final OutputStream out;
        private int packets;
        private int frames;

        Video(OutputStream out) {
            this.out = out;
        }

        /** Sends grey frames one after the other, a little faster than a camera. */
        void send(int side, int grey, int times) throws IOException, InterruptedException {
            byte[] jpeg = PhotoWriter.jpeg(Image.filled(side, side, grey, grey, grey), 90);
            for (int i = 0; i < times; i++) {
                send(jpeg, side);
                Thread.sleep(10);
            }
        }

        /** RFC 2435: tables and scan of a baseline JPEG with 4:2:0 colours and the usual codes. */
        private void send(byte[] jpeg, int side) throws IOException {
            byte[] tables = new byte[128];
            int at = 2;
            while ((jpeg[at + 1] & 0xff) != 0xda) {
                int length = length(jpeg, at);
                if ((jpeg[at + 1] & 0xff) == 0xdb) {
                    for (int table = at + 4; table < at + 2 + length; table += 65) {
                        System.arraycopy(jpeg, table + 1, tables, 64 * jpeg[table], 64);
                    }
                }
                at += 2 + length;
            }
            byte[] scan = Arrays.copyOfRange(jpeg, at + 2 + length(jpeg, at), jpeg.length - 2);
            for (int from = 0; from < scan.length; from += PAYLOAD) {
                int to = Math.min(scan.length, from + PAYLOAD);
                packet(scan, from, to, tables, side);
            }
            frames++;
        }

        private static int length(byte[] jpeg, int marker) {
            return ((jpeg[marker + 2] & 0xff) << 8) | (jpeg[marker + 3] & 0xff);
        }

        private void packet(byte[] scan, int from, int to, byte[] tables, int side) throws IOException {
            int size = 12 + 8 + (from == 0 ? 4 + tables.length : 0) + to - from;
            var packet =
                    ByteBuffer.allocate(4 + size).put((byte) '$').put((byte) 0).putShort((short) size);
            packet.put((byte) 0x80).put((byte) (to == scan.length ? 0x80 | JPEG : JPEG));
            packet.putShort((short) packets++).putInt(frames * (CLOCK / RATE)).putInt(1);
            // Type-specific 0 and 24 bits of offset; type 1: 4:2:0; quality 255: the tables are sent along.
            packet.putInt(from)
                    .put((byte) 1)
                    .put((byte) 255)
                    .put((byte) (side / 8))
                    .put((byte) (side / 8));
            if (from == 0) {
                packet.putShort((short) 0).putShort((short) tables.length).put(tables);
            }
            out.write(packet.put(scan, from, to - from).array());
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
