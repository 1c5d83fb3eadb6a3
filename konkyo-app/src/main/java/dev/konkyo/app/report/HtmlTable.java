package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table whose rows begin with a name. It scrolls by itself where it is wider than the page. */
final class HtmlTable {
    private final String caption;
    private final List<String> header;
    private final List<String> rows = new ArrayList<>();

    /** An empty table; the first heading is that of the rows' names. */
    HtmlTable(String caption, String... header) {
        this.caption = caption;
        this.header = List.of(header);
    }

    /** Adds a row of plain text. */
    void row(String name, String... cells) {
        var html = List.of(cells).stream()
                .map(cell -> "<td>" + escape(cell) + "</td>")
                .toList();
        cells(name, html);
    }

    /** Adds a row whose cells are whole {@code td} elements. */
    void cells(String name, List<String> cells) {
        headed(escape(name), cells);
    }

    /** Adds a row whose name is HTML, such as a picture, and whose cells are whole {@code td} elements. */
    void headed(String name, List<String> cells) {
        if (cells.size() != header.size() - 1) {
            throw new IllegalArgumentException("expected " + (header.size() - 1) + " cells, got " + cells.size());
        }
        rows.add("<tr><th scope=\"row\">%s</th>%s</tr>".formatted(name, String.join("", cells)));
    }

    /** A cell whose ground is the stronger coloured, the larger the share is. */
    static String tinted(String text, String tint, double share) {
        return "<td class=\"tint %s\" style=\"--share:%.3f\">%s</td>".formatted(tint, share, escape(text));
    }

    String html() {
        return html(rows);
    }

    /** The table; rows after the first ones are folded. */
    String html(int open, String summary) {
        return rows.size() <= open ? html() : html(rows.subList(0, open)) + Page.folded(summary, html(rows));
    }

    private String html(List<String> shown) {
        var headings = header.stream()
                .map(heading -> "<th scope=\"col\">" + escape(heading) + "</th>")
                .collect(Collectors.joining());
        // Not a caption element: that would scroll with the table.
        var label = caption.isEmpty() ? "" : "<p class=\"soft\">" + escape(caption) + "</p>";
        return "%s<div class=\"wide\"><table><thead><tr>%s</tr></thead>%n<tbody>%s</tbody></table></div>%n"
                .formatted(label, headings, String.join("\n", shown));
    }
}
