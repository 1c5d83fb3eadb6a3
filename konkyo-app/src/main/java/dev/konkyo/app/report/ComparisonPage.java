package dev.konkyo.app.report;

import dev.konkyo.dataset.Skipped;
import dev.konkyo.file.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A comparison to look at.
 *
 * @param settings what all networks were trained with
 * @param evidence of some photos
 */
public record ComparisonPage(
        Comparison comparison, Map<String, String> settings, List<Skipped> skipped, SideBySide evidence) {
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
        page.add(new NetworksSection(comparison))
                .add(new RecallsSection(comparison))
                .add(evidence)
                .add(new FactsSection("Settings", settings))
                .add(new SkippedSection(skipped));
        var bytes = page.html().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }
}
