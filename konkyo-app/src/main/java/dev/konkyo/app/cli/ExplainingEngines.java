package dev.konkyo.app.cli;

import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.Target;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model on the engines that methods need, each opened when it is first asked for; with specialists it is their generalist. */
final class ExplainingEngines implements AutoCloseable {
    private final Model model;
    private final Optional<SpecialistsFolder> specialists;
    private final int threads;
    private final Map<Needs, Classifier> opened = new EnumMap<>(Needs.class);
    private final Map<Needs, Classifier> asked = new EnumMap<>(Needs.class);

    ExplainingEngines(Model model, Optional<SpecialistsFolder> specialists, int threads) {
        this.model = model;
        this.specialists = specialists;
        this.threads = threads;
    }

    /** What decides: the model, or all together. */
    Classifier classifier(Needs needs) {
        return asked.computeIfAbsent(
                needs,
                _ -> specialists
                        .<Classifier>map(folder -> folder.committee(engine(needs), threads))
                        .orElseGet(() -> engine(needs)));
    }

    private Classifier engine(Needs needs) {
        return opened.computeIfAbsent(needs, _ -> Engines.open(model, needs, threads));
    }

    /** A method that explains what {@link #classifier} decides. */
    EvidenceMethod method(MethodEntry entry, MethodOptions methods) {
        return explaining(entry.needs(), methods.make(entry, model, engine(entry.needs())));
    }

    private EvidenceMethod explaining(Needs needs, EvidenceMethod method) {
        return SpecialistsFolder.explaining(classifier(needs), method);
    }

    /** Explains photos by one method. */
    PhotoExplanation explanation(
            MethodEntry entry,
            MethodOptions methods,
            ComparisonOptions compared,
            Target target,
            @Nullable Path output) {
        var engine = engine(entry.needs());
        var method = compared.smoothed(engine, methods.make(entry, model, engine));
        return new PhotoExplanation(
                classifier(entry.needs()),
                explaining(entry.needs(), method),
                entry.name(),
                target,
                compared.suffix(entry),
                output);
    }

    @Override
    public void close() {
        // A committee closes its generalist.
        asked.values().forEach(Classifier::close);
        opened.forEach((needs, engine) -> {
            if (!asked.containsKey(needs)) {
                engine.close();
            }
        });
    }
}
