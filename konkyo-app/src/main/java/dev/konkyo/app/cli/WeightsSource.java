package dev.konkyo.app.cli;

import dev.konkyo.hub.Hub;
import dev.konkyo.hub.HubException;
import dev.konkyo.hub.HubReference;
import dev.konkyo.hub.HubSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where weights lie on this machine.
 *
 * @param configuration what the hub says of them, if they came from there and it says something
 */
record WeightsSource(Path file, Optional<Path> configuration) {
    /** A file, or a model of the hub that is downloaded unless it was before. */
    static WeightsSource of(String text, Output output, Map<String, String> environment) {
        if (!HubReference.means(text)) {
            return new WeightsSource(Path.of(text), Optional.empty());
        }
        try (var progress = new DownloadDisplay(output)) {
            var model = new Hub(HubSettings.of(environment), progress).model(reference(text));
            return new WeightsSource(model.weights(), model.configuration());
        }
    }

    private static HubReference reference(String text) {
        try {
            return HubReference.parse(text);
        } catch (HubException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
