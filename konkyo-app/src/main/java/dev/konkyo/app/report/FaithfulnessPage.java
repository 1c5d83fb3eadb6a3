package dev.konkyo.app.report;

import dev.konkyo.faithfulness.Findings;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A study of heatmaps to look at.
 *
 * @param photos facts about what was tested
 * @param notes what a reader of the numbers must know, one sentence each
 */
public record FaithfulnessPage(Findings findings, ModelCard card, Map<String, String> photos, List<String> notes) {
    /** Writes the page, replacing an earlier one. */
    public void write(Path file) {
        var page = new Page("How far heatmaps of " + card.network() + " can be trusted");
        notes.forEach(page::text);
        page.add(new FaithfulnessSection(findings)).add(FactsSection.of(card)).add(new FactsSection("Photos", photos));
        page.write(file);
    }
}
