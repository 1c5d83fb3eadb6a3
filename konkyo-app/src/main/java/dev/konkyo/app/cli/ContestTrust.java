package dev.konkyo.app.cli;

import dev.konkyo.app.report.Entrant;
import dev.konkyo.app.report.Trust;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.onnx.ModelFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tests how far each network's evidence can be trusted: one network at a time, on the same photos.
 *
 * @param held the photos that all networks are judged on
 * @param threads of the engine
 * @param photos at most, of each kind; 0 leaves the tests out
 */
record ContestTrust(Output output, ContestFolder folder, Dataset held, int threads, int photos) {
    /** What is known of each network, by name; nothing if nobody asked. */
    Map<String, Trust> of(List<Entrant.Finished> networks) {
        Map<String, Trust> trust = new LinkedHashMap<>();
        if (photos > 0) {
            for (var network : networks) {
                output.note(network.network() + ": testing how far its evidence can be trusted");
                var known = of(network.network());
                known.found().ifPresent(found -> output.note(network.network() + ": " + words(found)));
                trust.put(network.network(), known);
            }
        }
        return trust;
    }

    private Trust of(String network) {
        try {
            var model = ModelFile.read(folder.model(network)).model();
            return new QuickFaithfulness(output, new MethodOptions(), threads, photos)
                    .of(model, Optional.empty(), held.ordered(model.card().labels()));
        } catch (RuntimeException e) {
            output.note(network + ": its evidence was not tested: " + ErrorLine.of(e));
            return new Trust.Untested(ErrorLine.of(e));
        }
    }

    private static String words(Findings found) {
        return found.judged().stream()
                .map(method -> {
                    List<String> numbers = new ArrayList<>();
                    found.measures()
                            .forEach(measure -> method.number(measure.name())
                                    .ifPresent(number ->
                                            numbers.add("%s %.3f".formatted(measure.name(), number.value()))));
                    return Stream.concat(
                                    Stream.of(method.name() + " has " + String.join(", ", numbers)),
                                    method.warnings().stream())
                            .collect(Collectors.joining("; "));
                })
                .collect(Collectors.joining("; "));
    }
}
