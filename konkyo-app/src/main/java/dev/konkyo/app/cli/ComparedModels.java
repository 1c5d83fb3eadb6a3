package dev.konkyo.app.cli;

import dev.konkyo.analysis.MaskingComparison;
import dev.konkyo.analysis.ModelPair;
import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.Subject;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Target;
import dev.konkyo.faithfulness.Contender;
import dev.konkyo.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two models on their engines, with the methods that find what matters to them. */
final class ComparedModels implements AutoCloseable {
    private final Pair<Model> models;
    private final Pair<Contenders> engines;
    private final List<String> notes = new ArrayList<>();

    ComparedModels(Pair<Model> models, int threads) {
        this.models = models;
        this.engines = models.map(model -> new Contenders(model, MethodOptions.at(null), threads));
    }

    /**
     * Both under the first one's labels.
     *
     * @throws CommandException if they know different classes
     */
    ModelPair pair() {
        try {
            var pair = ModelPair.of(
                    subject("A", models.first(), engines.first()), subject("B", models.second(), engines.second()));
            if (!pair.sameFit()) {
                notes.add("the models fit photos differently; both were shown what A would cut out of a photo");
            }
            return pair;
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    e.getMessage() + "; --labels FILE names the classes of a model without a card", e);
        }
    }

    private static Subject subject(String name, Model model, Contenders engine) {
        return Subject.of(name + ": " + model.card().network(), engine.scores(), engine.batch());
    }

    /**
     * What finds the places that matter to each model.
     *
     * @param method by name; empty for cam where a model allows it, and occlusion elsewhere
     */
    Pair<Contender> evidence(Optional<String> method) {
        return new Pair<>(
                evidence("A", models.first(), engines.first(), method),
                evidence("B", models.second(), engines.second(), method));
    }

    /**
     * The comparison of important places.
     *
     * @param evidence see {@link #evidence}
     * @param saliency by name; empty for none
     * @param usual whether nobody asked for the saliency method, so that it may be missing
     */
    MaskingComparison masking(
            ModelPair pair, Pair<Contender> evidence, Optional<String> saliency, boolean usual, long seed) {
        var salient = new Pair<>(
                salient("A", models.first(), engines.first(), saliency, usual),
                salient("B", models.second(), engines.second(), saliency, usual));
        return new MaskingComparison(pair, evidence.map(Contender::method), salient, seed);
    }

    private Contender evidence(String name, Model model, Contenders engine, Optional<String> asked) {
        if (asked.isPresent()) {
            return usable(name, model, engine, MethodOptions.named(asked.get()));
        }
        try {
            if (MethodOptions.averaging(model)) {
                return usable(name, model, engine, EvidenceMethods.named("cam"));
            }
        } catch (CommandException e) {
            notes.add(e.getMessage() + "; occlusion took its place");
        }
        return usable(name, model, engine, EvidenceMethods.named(MethodOptions.FROM_SCORES));
    }

    private List<EvidenceMethod> salient(
            String name, Model model, Contenders engine, Optional<String> asked, boolean usual) {
        if (asked.isEmpty()) {
            return List.of();
        }
        try {
            return List.of(usable(name, model, engine, MethodOptions.named(asked.get()))
                    .method());
        } catch (CommandException e) {
            if (!usual) {
                throw e;
            }
            notes.add(e.getMessage() + "; left out");
            return List.of();
        }
    }

    /** A method that has explained something. */
    private static Contender usable(String name, Model model, Contenders engine, MethodEntry entry) {
        try {
            var method = engine.method(entry);
            method.explain(engine.grey(), new Target.Label(model.card().labels().size() - 1));
            return new Contender(entry.name(), method, false);
        } catch (RuntimeException e) {
            throw new CommandException(
                    "method " + entry.name() + " cannot explain " + name + ": " + ErrorLine.of(e), e);
        }
    }

    /** What must be said of the models, one sentence each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void close() {
        engines.first().close();
        engines.second().close();
    }
}
