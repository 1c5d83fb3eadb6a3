package dev.konkyo.app.report;

import dev.konkyo.dataset.Skipped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison to look at.
 *
 * @param settings what all networks were trained with
 * @param trainings what each network's own settings came to, in words
 * @param caution what the figures cannot be trusted for
 * @param evidence of some photos
 * @param trust how far each network's evidence can be trusted, by name; empty if nobody asked
 */
public record ComparisonPage(
        Comparison comparison,
        Map<String, String> settings,
        Map<String, String> trainings,
        Optional<String> caution,
        List<Skipped> skipped,
        SideBySide evidence,
        Map<String, Trust> trust) {
    /** Writes the page, replacing an earlier one. */
    public void write(Path file) {
        var page = new Page("Comparison of " + comparison.entrants().size() + " networks");
        page.text("Trained on the same photos with the same seed and judged on the same %d others%s."
                .formatted(
                        comparison.photos().photos().size(),
                        comparison
                                .best()
                                .map(best -> "; most accurate is " + best.network())
                                .orElse("")));
        caution.ifPresent(page::text);
        page.add(new NetworksSection(comparison))
                .add(new RecallsSection(comparison))
                .add(evidence)
                .add(new TrustSection(trust))
                .add(new FactsSection("How each was trained", trainings))
                .add(new FactsSection("Settings", settings))
                .add(new SkippedSection(skipped));
        page.write(file);
    }
}
