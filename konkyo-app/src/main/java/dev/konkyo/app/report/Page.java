package dev.konkyo.app.report;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An HTML page in one file: style and pictures lie inside it. Light or dark as the reader's system is. */
public final class Page {
    private static final String STYLE = style();

    private final String title;
    private final StringBuilder body = new StringBuilder();

    /** An empty page. */
    public Page(String title) {
        this.title = title;
        html("<h1>" + escape(title) + "</h1>");
    }

    /** Adds a heading. */
    public Page heading(String text) {
        return html("<h2>" + escape(text) + "</h2>");
    }

    /** Adds a paragraph of plain text. */
    public Page text(String text) {
        return html("<p>" + escape(text) + "</p>");
    }

    /** Adds HTML as it is. */
    Page html(String html) {
        body.append(html).append('\n');
        return this;
    }

    /** The whole file. */
    public String html() {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                %s</html>
                """.formatted(escape(title), STYLE, body);
    }

    /** Text as it must be written in HTML, in elements and in quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A picture with a caption. */
    static String figure(Image image, String caption) {
        var data = Base64.getEncoder().encodeToString(PhotoWriter.jpeg(image, 88));
        return "<figure><img loading=\"lazy\" width=\"%d\" height=\"%d\" alt=\"%s\" src=\"data:image/jpeg;base64,%s\"><figcaption>%s</figcaption></figure>"
                .formatted(image.width(), image.height(), escape(caption), data, escape(caption));
    }

    /** A PNG file with a caption. */
    static String figure(byte[] png, String caption) {
        return "<figure><img alt=\"%s\" style=\"max-width:100%%\" src=\"data:image/png;base64,%s\"><figcaption>%s</figcaption></figure>"
                .formatted(escape(caption), Base64.getEncoder().encodeToString(png), escape(caption));
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
}
