package dev.konkyo.app.cli;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.EvidenceOutputs.Lookup;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.HighResolution;
import dev.konkyo.graph.Weighing;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model with evidence in its graph.
 *
 * @param decision the model that decides only
 * @param layer the evidence layer
 */
record EvidenceExport(Model decision, String layer, Resolution resolution) {
    private static final String BY_WEIGHTS = "the head's weights of the class with the highest score, as in CAM";
    private static final String BY_CENTRE =
            "the parts of the highest cosine that the places hold, at the embedding's length, as in CAM";

    /** How fine the map is. */
    enum Resolution {
        /** The layer's own. */
        USUAL,
        /** Twice the layer's, by leaving out the last step by two. */
        HIGH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The model with the outputs scores, embedding, evidence and cluster. */
    Model model(Optional<BuiltMemory> memory) {
        memory.ifPresent(built -> built.memory().requireFor(decision.network()));
        memory.ifPresent(built -> requireLayer(built.memory()));
        boolean softmax = decision.card().scores() == ScoreKind.SOFTMAX;
        Lookup lookup = memory.<Lookup>map(built -> built.memory().lookup()).orElseGet(this::byClass);
        var graph = EmbeddingLayer.add(decision.graph());
        var fine = finer(graph);
        var network =
                EvidenceOutputs.add(new WeightedGraph(fine.graph(), decision.weights()), fine.layer(), softmax, lookup);
        var card = memory.map(built -> built.on(decision.card()))
                .orElseGet(() -> BuiltMemory.without(decision.card())
                        .withFacts(Map.of("evidence", softmax ? BY_WEIGHTS : BY_CENTRE)));
        return new Model(network.graph(), network.weights(), drawn(card, memory).withEvidenceLayer(layer));
    }

    /** The card with the unit of the exported map, and with its scale if that was measured on the same evidence. */
    private ModelCard drawn(ModelCard card, Optional<BuiltMemory> memory) {
        Unit usual = Evidence.unit(card);
        Unit unit = memory.filter(built -> built.memory().source().weighing() == Weighing.AS_STORED)
                .map(_ -> Evidence.gradientUnit(card))
                .orElse(usual);
        boolean same = keepsScale(memory) && unit == Evidence.ownUnit(card);
        return (same ? card : card.withEvidenceScale(null)).withEvidenceUnit(unit == usual ? null : unit);
    }

    /**
     * Whether maps in the unit of the card's scale are the quantity that it was measured on. A memory holds Grad-CAM's weights, or the parts of
     * cosines: behind a mean and a linear layer they are CAM's, weights by place are others, and with fewer channels parts of the sum are
     * missing.
     */
    private boolean keepsScale(Optional<BuiltMemory> memory) {
        boolean measured =
                decision.card().provenance().getOrDefault("evidence", "").startsWith(BuiltMemory.WORD);
        if (memory.isEmpty()) {
            return !measured;
        }
        var own = EvidenceLayer.of(decision.graph());
        boolean other = own.head() instanceof EvidenceLayer.Head.FlattenedLinear;
        return !measured && !other && own.value().equals(layer) && memory.get().complete();
    }

    /** What there is to say if the exported model has lost its scale. */
    static Optional<String> lostScale(Model before, Model exported) {
        return before.card().evidenceScale() == null || exported.card().evidenceScale() != null
                ? Optional.empty()
                : Optional.of("the model's scale was measured on other evidence than the exported map and is left out;"
                        + " konkyo calibrate FILE DATA finds the map's own");
    }

    /** A graph of the decision and its evidence layer, both as fine as is wanted. */
    HighResolution.Result finer(Graph graph) {
        return resolution == Resolution.HIGH
                ? new FinerMap(decision.graph(), layer).of(graph)
                : new HighResolution.Result(graph, layer);
    }

    private void requireLayer(EvidenceMemory memory) {
        if (!memory.source().layer().equals(layer)) {
            throw new GraphException(
                    "the memory was built at layer '" + memory.source().layer() + "', expected '" + layer
                            + "'; give --layer " + memory.source().layer() + ", or build it again");
        }
    }

    private Lookup byClass() {
        var own = EvidenceLayer.of(decision.graph()).value();
        if (!own.equals(layer)) {
            throw new GraphException("the head weighs the channels of '" + own + "' only, got --layer " + layer
                    + "; build a memory for it with --memory DATA");
        }
        return new Lookup.ByClass();
    }
}
