package dev.konkyo.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Asks the hub for a file and follows where it points, without carrying the token to another host. */
record HubClient(HubSettings settings, HttpClient http) implements AutoCloseable {
    private static final int MOST_REDIRECTS = 10;

    static HubClient of(HubSettings settings) {
        return new HubClient(
                settings,
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.patience())
                        .build());
    }

    /**
     * The answer for a file.
     *
     * @param from first byte wanted; earlier ones are there already
     * @param validator of the bytes that are there; with other ones the server shall send the whole file
     */
    HubResponse get(URI address, long from, Optional<String> validator) throws IOException, InterruptedException {
        URI at = address;
        Optional<String> sha256 = Optional.empty();
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(at).timeout(settings.patience()).header("User-Agent", "konkyo");
            if (mayKnowToken(at)) {
                settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
            }
            if (from > 0 && validator.isPresent()) {
                request.header("Range", "bytes=" + from + "-").header("If-Range", validator.get());
            }
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            sha256 = sha256.or(() -> HubResponse.sha256(response));
            Optional<String> next = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || next.isEmpty()) {
                return new HubResponse(response, sha256);
            }
            response.body().close();
            at = followed(at, next.get());
        }
        throw new IOException("more than " + MOST_REDIRECTS + " redirects");
    }

    private static URI followed(URI from, String location) throws IOException {
        try {
            URI to = from.resolve(location);
            if ("https".equals(from.getScheme()) && !"https".equals(to.getScheme())) {
                throw new IOException("a redirect from HTTPS to '" + to.getScheme() + "'");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirect to '" + location + "', which is no address", e);
        }
    }

    private boolean mayKnowToken(URI at) throws IOException {
        URI own = settings.endpoint();
        return own.getHost().equals(at.getHost())
                && own.getPort() == at.getPort()
                && ("https".equals(at.getScheme())
                        || InetAddress.getByName(at.getHost()).isLoopbackAddress());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
