package dev.konkyo.app.cli;

import dev.konkyo.evidence.EvidenceCalibration;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.GraphException;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to find the evidence. */
final class MethodOptions {
    /** The method that reads what the model's own graph computes. */
    static final String WITHIN_THE_GRAPH = "faster-grad-cam";

    /** The method that explains any model. */
    static final String FROM_SCORES = "occlusion";

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "The evidence method, see konkyo methods, with other numbers as in rise:masks=4000; by default faster-grad-cam where the model's graph gives evidence for what is"
                            + " asked, cam where the network allows it, otherwise grad-cam.")
    private @Nullable String name;

    @Option(
            names = "--layer",
            paramLabel = "NODE",
            description = "The value of the graph whose places are explained; by default the last one before pooling.")
    private @Nullable String layer;

    /** The usual method at a layer. */
    static MethodOptions at(@Nullable String layer) {
        var options = new MethodOptions();
        options.layer = layer;
        return options;
    }

    /** Makes sure that method and layer exist before the work begins. */
    void check(Model model) {
        entry(model);
    }

    /** The method that was asked for, or the cheapest that suits the network and explains its highest score. */
    MethodEntry entry(Model model) {
        return entry(model, true);
    }

    /**
     * The method that was asked for, or the cheapest that suits the network.
     *
     * @param predicted whether the label with the highest score is explained, and no other
     */
    MethodEntry entry(Model model, boolean predicted) {
        if (layer != null) {
            EvidenceLayers.require(model, layer);
        }
        if (name != null) {
            return named(name);
        }
        if (predicted && layer == null && EvidenceOutputs.in(model.graph())) {
            return EvidenceMethods.named(WITHIN_THE_GRAPH);
        }
        return EvidenceMethods.named(averaging(model) && layer == null ? "cam" : "grad-cam");
    }

    /** The method that was asked for, or one that needs scores alone. */
    MethodEntry scoresOnly() {
        if (layer != null) {
            throw new UsageException("--layer names a value of a network that Konkyo can read, which this one is not");
        }
        return named(name == null ? FROM_SCORES : name);
    }

    /** Whether the head averages maps, so that cam can explain the model. */
    static boolean averaging(Model model) {
        return EvidenceLayer.find(model.graph())
                .map(evidence -> !(evidence.head() instanceof EvidenceLayer.Head.Other))
                .orElse(false);
    }

    /**
     * A method that explains every label in the quantity that the model's own graph draws: a memory holds Grad-CAM's weights, unless they are
     * those of cosines' parts.
     */
    MethodEntry drawn(Model model) {
        boolean memory = EvidenceOutputs.byMemory(model.graph()) && !EvidenceOutputs.byMemoryOfCosines(model.graph());
        boolean cosines = EvidenceLayer.find(model.graph())
                .filter(evidence -> evidence.head() instanceof EvidenceLayer.Head.PooledCosine)
                .isPresent();
        return name == null && memory && cosines ? EvidenceMethods.named("grad-cam") : entry(model, false);
    }

    /**
     * Whether the model's evidence scale was measured on what this method gives: on the method that {@code calibrate} was told, otherwise on the
     * usual one, whose maps a model's own graph gives too. Of another layer there is no scale.
     */
    boolean measuredOn(String method, Model model) {
        var usual = new MethodOptions().drawn(model).name();
        var measured = model.card().provenance().getOrDefault(EvidenceCalibration.METHOD, usual);
        return (layer == null || layer.equals(model.card().evidenceLayer()))
                && drawnAs(method, usual).equals(drawnAs(measured, usual));
    }

    private static String drawnAs(String method, String usual) {
        return method.equals(WITHIN_THE_GRAPH) ? usual : method;
    }

    /** Whether one method was asked for by name. */
    boolean named() {
        return name != null;
    }

    /**
     * The method of this name.
     *
     * @throws UsageException if there is none
     */
    static MethodEntry named(String name) {
        try {
            return EvidenceMethods.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** The method for a model that an engine runs. */
    EvidenceMethod make(MethodEntry entry, Model model, Classifier classifier) {
        // A model without an evidence layer can still be explained by methods that need none.
        return made(entry, classifier, entry.layered() ? layer(model) : "");
    }

    /** The method for a model that gives nothing but scores. */
    static EvidenceMethod make(MethodEntry entry, Classifier scoresOnly) {
        return made(entry, scoresOnly, "");
    }

    private static EvidenceMethod made(MethodEntry entry, Classifier classifier, String layer) {
        try {
            return entry.make(classifier, layer);
        } catch (IllegalArgumentException e) {
            if (entry.settings().values().isEmpty()) {
                throw e;
            }
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private String layer(Model model) {
        if (layer != null) {
            return layer;
        }
        var named = EvidenceOutputs.in(model.graph()) ? null : model.card().evidenceLayer();
        try {
            return named != null ? named : EvidenceLayer.of(model.graph()).value();
        } catch (GraphException e) {
            var others = EvidenceMethods.all().stream()
                    .filter(entry -> !entry.layered() && !entry.name().equals(WITHIN_THE_GRAPH))
                    .map(MethodEntry::name)
                    .toList();
            throw new CommandException(e.getMessage() + "; methods that need none are " + String.join(", ", others), e);
        }
    }
}
