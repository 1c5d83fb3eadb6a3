package dev.konkyo.app.report;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An HTML page in one file: style, charts and pictures lie inside it. Light or dark as the reader's system is, readable on a phone and on
 * paper, and without any script.
 */
public final class Page {
    private static final String STYLE = style();
    private static final int JPEG_QUALITY = 82;

    private final String title;
    private final StringBuilder opening = new StringBuilder();
    private final List<Section> sections = new ArrayList<>();

    /** An empty page. */
    public Page(String title) {
        this.title = title;
    }

    /** Adds a paragraph of plain text above all sections. */
    public Page text(String text) {
        opening.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    /** Adds the numbers that matter most above all sections. */
    public Page numbers(List<KeyNumber> numbers) {
        var items = numbers.stream().map(KeyNumber::html).collect(Collectors.joining());
        opening.append("<ul class=\"numbers\">").append(items).append("</ul>\n");
        return this;
    }

    /** Adds sections in their order; those that have nothing to say are left out. */
    public Page add(Collection<? extends Section> more) {
        more.forEach(this::add);
        return this;
    }

    /** Adds a section, unless it has nothing to say. */
    public Page add(Section section) {
        var html = section.html();
        if (!html.isEmpty()) {
            sections.add(new Written(section.title(), html));
        }
        return this;
    }

    /** The whole file. */
    public String html() {
        var body = new StringBuilder();
        for (var section : sections) {
            body.append("<section id=\"%s\">\n<h2>%s</h2>\n".formatted(section.id(), escape(section.title())))
                    .append(section.html())
                    .append("\n</section>\n");
        }
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                <h1>%s</h1>
                %s%s%s</html>
                """.formatted(escape(title), STYLE, escape(title), opening, contents(), body);
    }

    /** Writes the whole file, replacing an earlier one at once. */
    void write(Path file) {
        AtomicFile.text(file, html());
    }

    private String contents() {
        return sections.stream()
                .map(section -> "<a href=\"#%s\">%s</a>".formatted(section.id(), escape(section.title())))
                .collect(Collectors.joining(" ", "<nav aria-label=\"Contents\">", "</nav>\n"));
    }

    /** Text as it must be written in HTML, in elements and in quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A note as a sentence. */
    static String sentence(String note) {
        return note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".";
    }

    /** A paragraph of plain text. */
    static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    /** HTML that the reader unfolds. */
    static String folded(String summary, String html) {
        return "<details><summary>%s</summary>\n%s</details>\n".formatted(escape(summary), html);
    }

    /**
     * A picture with a caption.
     *
     * @param side the longest side that is stored, in pixels; a larger picture is made smaller
     */
    static String figure(Image picture, int side, String caption) {
        double factor = Math.min(1, (double) side / Math.max(picture.height(), picture.width()));
        var image = picture.resized(Math.max(1, (int) Math.round(factor * picture.height())), Math.max(1, (int)
                Math.round(factor * picture.width())));
        var data = Base64.getEncoder().encodeToString(PhotoWriter.jpeg(image, JPEG_QUALITY));
        return "<figure><img loading=\"lazy\" width=\"%d\" height=\"%d\" alt=\"%s\" src=\"data:image/jpeg;base64,%s\"><figcaption>%s</figcaption></figure>"
                .formatted(image.width(), image.height(), escape(caption), data, escape(caption));
    }

    /** A chart with a caption; several of them stand side by side where there is room. */
    static String chart(String svg, String caption) {
        return "<figure class=\"chart\">%s<figcaption>%s</figcaption></figure>%n".formatted(svg, escape(caption));
    }

    private static String style() {
        try (var file = Page.class.getResourceAsStream("page.css")) {
            if (file == null) {
                throw new IllegalStateException("the page's style is missing from the build");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Written(String title, String html) implements Section {}
}
