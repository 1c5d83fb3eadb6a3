package dev.konkyo.hub;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub is and where its files are kept.
 *
 * @param endpoint address of the hub
 * @param token for private models; sent only to the endpoint's own host, and only over HTTPS or to this machine
 * @param cache folder of the files
 * @param patience time without an answer or data after which a connection counts as broken
 */
public record HubSettings(URI endpoint, Optional<String> token, Path cache, Duration patience) {
    private static final String USUAL_ENDPOINT = "https://huggingface.co";

    public HubSettings {
        if (!("https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme()))
                || endpoint.getHost() == null) {
            throw new HubException(
                    "the hub's address (HF_ENDPOINT) must be like " + USUAL_ENDPOINT + ", got '" + endpoint + "'");
        }
    }

    /**
     * What these environment variables say: HF_ENDPOINT, HF_TOKEN, and KONKYO_CACHE or else XDG_CACHE_HOME for the cache, which without
     * them lies at {@code ~/.cache/konkyo}.
     *
     * @throws HubException if the endpoint is no address
     */
    public static HubSettings of(Map<String, String> environment) {
        String endpoint = value(environment, "HF_ENDPOINT");
        try {
            return new HubSettings(
                    URI.create((endpoint == null ? USUAL_ENDPOINT : endpoint).replaceAll("/+$", "")),
                    Optional.ofNullable(value(environment, "HF_TOKEN")),
                    cache(environment),
                    Duration.ofSeconds(30));
        } catch (IllegalArgumentException e) {
            throw new HubException(
                    "the hub's address (HF_ENDPOINT) must be like " + USUAL_ENDPOINT + ", got '" + endpoint + "'", e);
        }
    }

    private static Path cache(Map<String, String> environment) {
        String own = value(environment, "KONKYO_CACHE");
        if (own != null) {
            return Path.of(own);
        }
        String shared = value(environment, "XDG_CACHE_HOME");
        Path folder = shared == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
        return folder.resolve("konkyo");
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Where a file of a model is to be had: the part after the endpoint is the hub's own scheme. */
    URI address(HubReference model, String file) {
        return URI.create(
                "%s/%s/%s/resolve/%s/%s".formatted(endpoint, model.owner(), model.name(), model.revision(), file));
    }

    /** Where a file of a model is kept. */
    Path place(HubReference model, String file) {
        return cache.resolve("hub")
                .resolve(model.owner())
                .resolve(model.name())
                .resolve(model.revision())
                .resolve(file);
    }
}
