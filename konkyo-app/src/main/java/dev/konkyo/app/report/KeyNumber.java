package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

/**
 * A number that is shown large.
 *
 * @param name of what it is
 * @param value as text
 * @param note what one must know beside it; may be empty
 */
public record KeyNumber(String name, String value, String note) {
    String html() {
        return "<li>%s<b>%s</b><span class=\"soft\">%s</span></li>"
                .formatted(escape(name), escape(value), escape(note));
    }
}
