package dev.konkyo.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fetches models from the Hugging Face hub once. The first use pins a file's SHA-256 beside it; from then on the same bytes are given
 * without asking the hub, or none.
 */
public final class Hub {
    private static final String WEIGHTS = "model.safetensors";
    private static final String CONFIGURATION = "config.json";

    private final HubSettings settings;
    private final DownloadListener listener;

    public Hub(HubSettings settings, DownloadListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * The files of a model, from the cache or, the first time, from the hub. Two processes that ask for the same model at once download
     * it once.
     *
     * @throws HubException if the hub cannot be reached or refuses, or if a file is not the one that was pinned
     */
    public HubModel model(HubReference reference) {
        Path weights = settings.place(reference, WEIGHTS);
        Path configuration = settings.place(reference, CONFIGURATION);
        try (CacheLock _ = CacheLock.on(weights.resolveSibling("lock"))) {
            // Weights come last: once they are there, a configuration that is missing is one that the model does not
            // have.
            if (!Files.exists(weights)) {
                fetch(reference, CONFIGURATION, configuration, Need.OPTIONAL);
                fetch(reference, WEIGHTS, weights, Need.REQUIRED);
            }
            new PinnedFile(weights).check();
            boolean configured = Files.exists(configuration);
            if (configured) {
                new PinnedFile(configuration).check();
            }
            return new HubModel(weights, configured ? Optional.of(configuration) : Optional.empty());
        }
    }

    private enum Need {
        REQUIRED,
        OPTIONAL
    }

    private void fetch(HubReference reference, String file, Path place, Need need) {
        if (Files.exists(place)) {
            return;
        }
        Path partial = place.resolveSibling(file + ".part");
        Optional<Path> done = new Download(settings, reference, file, partial, listener).run();
        if (done.isPresent()) {
            new PinnedFile(place).take(partial, reference);
        } else if (need == Need.REQUIRED) {
            throw new HubException(reference + ": the hub has no " + file
                    + " there; check owner, name and revision, or look for a model with safetensors weights");
        }
    }
}
