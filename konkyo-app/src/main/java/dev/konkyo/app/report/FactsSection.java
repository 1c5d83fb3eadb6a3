package dev.konkyo.app.report;

import dev.konkyo.evidence.EvidenceCalibration;
import dev.konkyo.model.ModelCard;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Facts by name, such as the settings of a training.
 *
 * @param facts in the order to show them
 */
record FactsSection(String title, Map<String, String> facts) implements Section {
    private static final int OPEN = 12;

    /** What a model file says of itself. */
    static FactsSection of(ModelCard card) {
        Map<String, String> facts = new LinkedHashMap<>();
        var size = card.preprocessing();
        facts.put("network", card.network());
        facts.put("photos are brought to", size.height() + " x " + size.width() + " pixels");
        facts.put("classes", String.valueOf(card.labels().size()));
        facts.put("evidence layer", card.evidenceLayer() == null ? "none" : card.evidenceLayer());
        facts.putAll(new TreeMap<>(card.provenance()));
        facts.put(EvidenceCalibration.FACT, Scales.words(card));
        return new FactsSection("Model", facts);
    }

    @Override
    public String html() {
        if (facts.isEmpty()) {
            return "";
        }
        var table = new HtmlTable("", "", "");
        facts.forEach(table::row);
        return "<div class=\"words\">" + table.html(OPEN, "All " + facts.size() + " settings") + "</div>";
    }
}
