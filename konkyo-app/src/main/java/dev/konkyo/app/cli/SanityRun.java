package dev.konkyo.app.cli;

import dev.konkyo.dataset.Sample;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Target;
import dev.konkyo.faithfulness.CascadingRandomization;
import dev.konkyo.faithfulness.SanityCheck;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.Model;
import dev.konkyo.model.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Compares the maps of a model with those of one that forgets more and more.
 *
 * @param threads of the engines
 */
record SanityRun(Model model, MethodOptions options, int threads, long seed) {
    /** A prepared photo and the class that the model chose. */
    private record Asked(TensorData image, int label) {}

    /**
     * Checks every method.
     *
     * @param samples on which; those that cannot be read are left out
     * @param progress told of every finished step
     * @param refused gets the methods that cannot explain the same class of a model that forgot, and why
     * @return by method
     */
    Map<String, SanityCheck> check(
            List<MethodEntry> entries, List<Sample> samples, ProgressLine progress, Map<String, String> refused) {
        Map<String, List<Heatmap>> trained = new LinkedHashMap<>();
        List<Asked> asked;
        try (var contenders = new Contenders(model, options, threads)) {
            asked = asked(samples, contenders);
            entries.forEach(entry ->
                    maps(contenders, entry, asked, refused).ifPresent(maps -> trained.put(entry.name(), maps)));
        }
        Map<String, List<SanityCheck.Step>> steps = new LinkedHashMap<>();
        if (!asked.isEmpty()) {
            int done = 0;
            for (var step : CascadingRandomization.of(model.network(), new SplittableRandom(seed))) {
                try (var random = new Contenders(model.withNetwork(step.network()), options, threads)) {
                    for (var entry : entries) {
                        var before = trained.get(entry.name());
                        if (before != null) {
                            maps(random, entry, asked, refused)
                                    .ifPresentOrElse(
                                            after -> steps.computeIfAbsent(entry.name(), _ -> new ArrayList<>())
                                                    .add(SanityCheck.Step.of(
                                                            step.name(), before, after, new SplittableRandom(seed))),
                                            () -> trained.remove(entry.name()));
                        }
                    }
                }
                progress.at(++done);
            }
        }
        Map<String, SanityCheck> checks = new LinkedHashMap<>();
        steps.forEach((name, found) -> {
            if (trained.containsKey(name)) {
                checks.put(name, new SanityCheck(found));
            }
        });
        return checks;
    }

    private List<Asked> asked(List<Sample> samples, Contenders contenders) {
        List<Asked> asked = new ArrayList<>();
        for (var sample : samples) {
            try {
                var photo = PhotoReader.standard().read(sample.photo());
                var image = model.card().input(photo);
                var logits = contenders.scores().logits(image);
                asked.add(
                        new Asked(image, Prediction.of(model.card(), logits, 0).index()));
            } catch (UnreadablePhotoException _) {
                // Counted where the photo was to be judged.
            }
        }
        return asked;
    }

    /** A method's maps; nothing if it cannot explain the class of all photos, as a model that forgot may choose another. */
    private static Optional<List<Heatmap>> maps(
            Contenders contenders, MethodEntry entry, List<Asked> asked, Map<String, String> refused) {
        List<Heatmap> maps = new ArrayList<>();
        try {
            var method = contenders.method(entry);
            for (var photo : asked) {
                var evidence = method.explain(photo.image, new Target.Label(photo.label));
                // Held against its counterpart cell by cell: of one method both lie alike, wherever that is in the
                // photo.
                int height = evidence.height();
                int width = evidence.width();
                maps.add(Heatmap.over(height, width, height, width, evidence.map(0), evidence.unit()));
            }
            return Optional.of(maps);
        } catch (RuntimeException e) {
            // What is known of the method by now is kept.
            refused.put(entry.name(), ErrorLine.of(e));
            return Optional.empty();
        }
    }
}
