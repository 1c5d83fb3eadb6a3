package dev.konkyo.hub;

import dev.konkyo.file.FileHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One file on its way. What has come stays in a partial file with the server's tag beside it, so that the rest can be asked for later,
 * in this run or another.
 */
record Download(HubSettings settings, HubReference model, String file, Path partial, DownloadListener listener) {
    private static final int TRIES = 3;
    private static final int CHUNK = 1 << 16;

    /**
     * Downloads what is missing of the file.
     *
     * @return the partial file, now whole; empty if the model has no such file
     * @throws HubException if it cannot be had
     */
    Optional<Path> run() {
        try (HubClient client = HubClient.of(settings)) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return attempt(client);
                } catch (FileSystemException e) {
                    throw new HubException("cannot write " + partial + ": " + e.getMessage(), e);
                } catch (IOException e) {
                    if (attempt == TRIES || unreachable(e)) {
                        throw broken(e);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new HubException("the download of " + model + " was interrupted; what has come is kept", e);
                }
            }
        }
    }

    private Optional<Path> attempt(HubClient client) throws IOException, InterruptedException {
        long there = Files.exists(partial) ? Files.size(partial) : 0;
        try (HubResponse response = client.get(settings.address(model, file), there, validator())) {
            if (HubRefusal.absent(response)) {
                return Optional.empty();
            }
            if (response.status() == 416) {
                forget();
                throw new IOException("the server has fewer bytes than were downloaded before");
            }
            if (response.status() != 200 && response.status() != 206) {
                throw HubRefusal.of(response, model, file, settings);
            }
            receive(response, there);
            check(response);
            return Optional.of(partial);
        }
    }

    private void receive(HubResponse response, long there) throws IOException {
        long begin = response.begin();
        if (begin > there) {
            forget();
            throw new IOException("the server sent bytes from " + begin + ", expected from " + there);
        }
        remember(response.validator());
        long total = response.total();
        long done = begin;
        try (InputStream in = response.body().body();
                OutputStream out = begin == 0
                        ? Files.newOutputStream(partial)
                        : Files.newOutputStream(truncated(begin), StandardOpenOption.APPEND);
                StallGuard guard = new StallGuard(in, settings.patience())) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                guard.alive();
                out.write(chunk, 0, read);
                done += read;
                listener.progress(file, done, total);
            }
        }
        if (total >= 0 && done != total) {
            throw new IOException("the connection ended after " + done + " of " + total + " bytes");
        }
    }

    private Path truncated(long size) throws IOException {
        try (var channel = Files.newByteChannel(partial, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
        return partial;
    }

    private void check(HubResponse response) throws IOException {
        String expected = response.sha256().orElse(null);
        String got = expected == null ? null : FileHash.sha256(partial);
        if (expected != null && !expected.equals(got)) {
            forget();
            throw new HubException(
                    "%s of %s came damaged: expected SHA-256 %s as the hub says, got %s; nothing of it was kept, try again"
                            .formatted(file, model, expected, got));
        }
        Files.deleteIfExists(tag());
    }

    private Path tag() {
        return partial.resolveSibling(partial.getFileName() + ".etag");
    }

    private Optional<String> validator() throws IOException {
        return Files.exists(tag()) ? Optional.of(Files.readString(tag(), StandardCharsets.US_ASCII)) : Optional.empty();
    }

    /** Written before any byte, so that bytes without a tag are never taken for those of another version. */
    private void remember(Optional<String> validator) throws IOException {
        if (validator.isPresent()) {
            Files.writeString(tag(), validator.get(), StandardCharsets.US_ASCII);
        } else {
            Files.deleteIfExists(tag());
        }
    }

    private void forget() throws IOException {
        Files.deleteIfExists(partial);
        Files.deleteIfExists(tag());
    }

    private static boolean unreachable(IOException e) {
        return e instanceof ConnectException || e.getCause() instanceof UnknownHostException;
    }

    private HubException broken(IOException e) {
        String reason = unreachable(e)
                ? "cannot reach " + settings.endpoint() + " and the file is not in the cache " + settings.cache()
                        + "; check the network, or give --weights a file"
                : "the download broke off ("
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given")
                        + "); what has come is kept, the next try goes on from there";
        return new HubException(file + " of " + model + ": " + reason, e);
    }
}
