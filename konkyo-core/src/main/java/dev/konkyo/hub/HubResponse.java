package dev.konkyo.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last answer of a chain of redirects.
 *
 * @param body of a 200 or 206
 * @param sha256 of the whole file, where the hub says it: its {@code X-Linked-Etag} of large files is this hash
 */
record HubResponse(HttpResponse<InputStream> body, Optional<String> sha256) implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");
    private static final Pattern SHA256 = Pattern.compile("\"?([0-9a-f]{64})\"?");

    /** The hash that a header's value is, if it is one. */
    static Optional<String> sha256(HttpResponse<?> response) {
        return response.headers()
                .firstValue("X-Linked-Etag")
                .map(SHA256::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1));
    }

    int status() {
        return body.statusCode();
    }

    Optional<String> header(String name) {
        return body.headers().firstValue(name);
    }

    /** A tag by which the same bytes can be asked for later; weak ones do not promise the same bytes. */
    Optional<String> validator() {
        return header("ETag").filter(tag -> tag.startsWith("\""));
    }

    /** Where in the file the body begins. */
    long begin() throws IOException {
        if (status() != 206) {
            return 0;
        }
        return range().map(m -> Long.parseLong(m.group(1)))
                .orElseThrow(() -> new IOException("a partial answer without a Content-Range"));
    }

    /** Bytes of the whole file, or -1. */
    long total() {
        if (status() == 206) {
            return range().map(m -> m.group(3))
                    .filter(size -> !size.equals("*"))
                    .map(Long::parseLong)
                    .orElse(-1L);
        }
        return body.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    private Optional<Matcher> range() {
        return header("Content-Range").map(RANGE::matcher).filter(Matcher::matches);
    }

    @Override
    public void close() throws IOException {
        body.body().close();
    }
}
