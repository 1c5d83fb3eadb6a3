package dev.konkyo.app.report;

import java.util.Locale;

/** A part of a page under a heading of its own. */
public interface Section {
    /** The heading, as plain text; no two sections of a page share one. */
    String title();

    /** What stands below the heading; empty if there is nothing to say, and then the page leaves the section out. */
    String html();

    /** What links within the page name it by. */
    default String id() {
        return title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
