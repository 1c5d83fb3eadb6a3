package dev.konkyo.app.report;

import dev.konkyo.dataset.Skipped;
import java.util.List;

/** Files that were left out, and why. */
record SkippedSection(List<Skipped> files) implements Section {
    private static final int OPEN = 10;

    @Override
    public String title() {
        return "Skipped files";
    }

    @Override
    public String html() {
        if (files.isEmpty()) {
            return "";
        }
        var table = new HtmlTable(
                files.size() == 1 ? "One file." : files.size() + " files.", "file", "why it was left out");
        files.forEach(skipped -> table.row(skipped.file().toString(), skipped.reason()));
        return "<div class=\"words\">" + table.html(OPEN, "All " + files.size() + " files") + "</div>";
    }
}
