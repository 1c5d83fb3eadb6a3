package dev.konkyo.app.live;

import dev.konkyo.heatmap.Colormap;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Lettering;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * The strip below a frame: the evidence scale with its unit, the strongest evidence and the threshold on it, and how the work goes.
 *
 * @param keys whether there is someone who could press keys
 */
record Panel(boolean keys) {
    private static final Color CHALK = new Color(0xEEF0F2);
    private static final Color GREY = new Color(0xA9B0B9);
    private static final Color DARK = new Color(0x3A414B);
    private static final BufferedImage GRADIENT = gradient();

    int height(Lettering lettering) {
        return (int) Math.ceil((keys ? 6.6 : 5.2) * lettering.size());
    }

    private static BufferedImage gradient() {
        BufferedImage strip = new BufferedImage(512, 1, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < strip.getWidth(); x++) {
            strip.setRGB(x, 0, Colormap.TURBO.rgb((x + 0.5) / strip.getWidth()));
        }
        return strip;
    }

    void draw(Graphics2D graphics, Decision decision, Progress progress, Lettering lettering, Rectangle2D place) {
        int size = lettering.size();
        double margin = 0.9 * size;
        Rectangle2D bar = new Rectangle2D.Double(
                place.getX() + margin, place.getY() + 0.9 * size, place.getWidth() - 2 * margin, 0.6 * size);
        scale(graphics, decision, bar, lettering);
        double width = bar.getWidth();
        double y = place.getY() + 4.35 * size;
        graphics.setColor(CHALK);
        line(graphics, lettering, bar.getX(), y, width, progressWords(decision, progress));
        if (keys) {
            graphics.setColor(GREY);
            line(graphics, lettering, bar.getX(), y + 1.5 * size, width, ViewKey.help());
        }
    }

    private static void line(Graphics2D graphics, Lettering lettering, double x, double y, double width, String text) {
        lettering.draw(graphics, lettering.fitted(text, width), x, y);
    }

    private static void scale(Graphics2D graphics, Decision decision, Rectangle2D bar, Lettering lettering) {
        EvidenceScale scale = decision.scale();
        float strongest = decision.evidence().max();
        double coloured = scale.fraction(strongest);
        graphics.setColor(DARK);
        graphics.fill(bar);
        if (coloured > 0) {
            graphics.drawImage(
                    GRADIENT,
                    (int) Math.round(bar.getX()),
                    (int) Math.round(bar.getY()),
                    (int) Math.round(bar.getWidth()),
                    (int) Math.round(bar.getHeight()),
                    null);
            graphics.setColor(CHALK);
            graphics.fill(triangle(bar, coloured, 0.5 * lettering.size()));
        }
        double threshold = bar.getX() + decision.settings().evidenceThreshold() * bar.getWidth();
        graphics.setColor(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(threshold - 1, bar.getY() - 2, 2, bar.getHeight() + 4));
        letters(graphics, decision, bar, lettering);
    }

    /** A triangle that stands on its tip, above the bar. */
    private static Path2D triangle(Rectangle2D bar, double share, double size) {
        double x = bar.getX() + share * bar.getWidth();
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(x, bar.getY() - 1);
        triangle.lineTo(x - 0.6 * size, bar.getY() - size);
        triangle.lineTo(x + 0.6 * size, bar.getY() - size);
        triangle.closePath();
        return triangle;
    }

    private static void letters(Graphics2D graphics, Decision decision, Rectangle2D bar, Lettering lettering) {
        EvidenceScale scale = decision.scale();
        double y = bar.getMaxY() + 1.25 * lettering.size();
        String floor = Lettering.number(scale.floor());
        String ceiling = Lettering.number(scale.ceiling());
        graphics.setColor(GREY);
        lettering.draw(graphics, floor, bar.getX(), y);
        lettering.draw(graphics, ceiling, bar.getMaxX() - lettering.width(ceiling), y);
        double room =
                bar.getWidth() - 2 * Math.max(lettering.width(floor), lettering.width(ceiling)) - 2 * lettering.size();
        String words = words(decision, lettering, room);
        graphics.setColor(CHALK);
        lettering.draw(graphics, words, bar.getCenterX() - lettering.width(words) / 2, y);
    }

    /** The longest wording that fits. */
    private static String words(Decision decision, Lettering lettering, double room) {
        float strongest = decision.evidence().max();
        String unit = decision.evidence().unit().displayName();
        String evidence = strongest <= 0
                ? "no evidence"
                : "evidence for " + decision.target() + " up to " + Lettering.number(strongest) + " " + unit
                        + (strongest <= decision.scale().floor() ? ", below the scale" : "");
        String threshold = decision.settings().mode() == ViewMode.BOXES
                ? "boxes from " + Lettering.number(decision.settings().evidenceValue(decision.scale()))
                : "";
        String both = threshold.isEmpty() ? evidence : evidence + ", " + threshold;
        return lettering.width(both) <= room ? both : lettering.fitted(evidence, room);
    }

    /** Frames decided per second, the latency's percentiles and what was dropped. */
    static String progressWords(Decision decision, Progress progress) {
        Percentiles latency = progress.latency();
        return String.format(
                Locale.ROOT,
                "frame %d   %.0f/s   %s / %s / %s ms (p50/95/99)   %d dropped",
                decision.frame().number(),
                progress.framesPerSecond(),
                Lettering.number((float) latency.p50()),
                Lettering.number((float) latency.p95()),
                Lettering.number((float) latency.p99()),
                progress.dropped());
    }
}
