package dev.konkyo.app.live;

import dev.konkyo.heatmap.Colormap;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Lettering;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.heatmap.Region;
import dev.konkyo.heatmap.Tint;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import dev.konkyo.image.Image;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Optional;

/** Draws a decision: the frame with its evidence, what was decided, and a panel below with the scale and how the work goes. */
final class FramePainter {
    private static final Color NIGHT = new Color(0x14171C);
    private static final Color SHADE = new Color(0x14, 0x17, 0x1C, 205);
    private static final Color INK = new Color(0x23272E);
    /** Frames with a shorter side than this are enlarged by a whole factor. */
    private static final int READABLE_SIDE = 360;

    private static final int LONGEST_SIDE = 2000;
    private static final double STRONGEST_BOX = 0.86;

    /** In the colours of the photos' pictures; a decision brings its own scale. */
    private final Tint tint =
            Overlay.standard(EvidenceScale.uncalibrated(Unit.SCORE)).tint(Tint.Order.BGR);

    private final Badge badge;
    private final Panel panel;

    /**
     * A painter.
     *
     * @param alarm the label that is looked out for
     * @param keys whether there is someone who could press keys
     */
    FramePainter(Thresholding model, Optional<String> alarm, boolean keys) {
        badge = new Badge(model, alarm);
        panel = new Panel(keys);
    }

    /** The picture; as wide as the frame or a whole multiple of it, and higher by the panel. Both sides are even, as videos need them. */
    BufferedImage paint(Decision decision, Progress progress) {
        Image frame = decision.frame().image();
        int zoom = zoom(frame);
        int width = even(zoom * frame.width());
        int height = zoom * frame.height();
        Lettering lettering = new Lettering(Math.clamp(Math.round(width / 44f), 11, 40));
        BufferedImage picture =
                new BufferedImage(width, even(height + panel.height(lettering)), BufferedImage.TYPE_3BYTE_BGR);
        ground(picture, zoom == 1 ? frame : frame.resized(height, zoom * frame.width()), decision, zoom);
        Graphics2D graphics = picture.createGraphics();
        try {
            smooth(graphics);
            if (decision.settings().mode() == ViewMode.BOXES) {
                boxes(graphics, decision, zoom, lettering, width);
            }
            badge.draw(graphics, decision, new Lettering(Math.round(1.5f * lettering.size())), SHADE);
            graphics.setColor(NIGHT);
            graphics.fillRect(0, height, width, picture.getHeight() - height);
            panel.draw(
                    graphics,
                    decision,
                    progress,
                    lettering,
                    new Rectangle2D.Double(0, height, width, panel.height(lettering)));
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private static int zoom(Image frame) {
        int wanted = Math.ceilDiv(READABLE_SIDE, Math.min(frame.height(), frame.width()));
        int allowed = LONGEST_SIDE / Math.max(frame.height(), frame.width());
        return Math.max(1, Math.min(wanted, allowed));
    }

    private static int even(int side) {
        return side + side % 2;
    }

    private static void smooth(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        // As letters are measured: rounded to whole pixels, each is wider, and words run into each other.
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    private void ground(BufferedImage picture, Image frame, Decision decision, int zoom) {
        byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int width = picture.getWidth();
        byte[] rgb = frame.rgb();
        for (int y = 0; y < frame.height(); y++) {
            int to = 3 * y * width;
            int end = 3 * (y + 1) * frame.width();
            for (int from = 3 * y * frame.width(); from < end; from += 3, to += 3) {
                bgr[to] = rgb[from + 2];
                bgr[to + 1] = rgb[from + 1];
                bgr[to + 2] = rgb[from];
            }
        }
        if (decision.settings().mode() == ViewMode.HEATMAP) {
            Heatmap map = decision.evidence();
            Heatmap placed = new Heatmap(
                    map.height(),
                    map.width(),
                    map.values(),
                    map.unit(),
                    map.placement().scaled(zoom, zoom));
            tint.over(bgr, frame.height(), width, placed, decision.scale());
        }
    }

    private static void boxes(Graphics2D graphics, Decision decision, int zoom, Lettering lettering, int width) {
        double thickness = Math.max(1.5, lettering.size() / 7.0);
        // The strongest region comes first and is drawn last, on top.
        for (Region region : decision.regions().reversed()) {
            Box box = region.box().scaled(zoom, zoom);
            Rectangle2D frame = new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
            // The darkest red at the end of the colours would not stand out from a dark frame.
            double strength = Math.min(decision.scale().fraction(region.score()), STRONGEST_BOX);
            Color colour = new Color(Colormap.TURBO.rgb(strength));
            stroke(graphics, frame, 2.4 * thickness, new Color(0, 0, 0, 140));
            stroke(graphics, frame, thickness, colour);
            tag(graphics, box, Lettering.number(region.score()), lettering, colour, width);
        }
    }

    private static void stroke(Graphics2D graphics, Rectangle2D frame, double thickness, Color colour) {
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke((float) thickness));
        graphics.draw(frame);
    }

    private static void tag(
            Graphics2D graphics, Box box, String text, Lettering lettering, Color colour, int pictureWidth) {
        double width = lettering.width(text) + 0.8 * lettering.size();
        double height = 1.35 * lettering.size();
        double left = Math.clamp(box.x(), 0, Math.max(pictureWidth - width, 0));
        double top = box.y() >= height ? box.y() - height : box.y();
        graphics.setColor(colour);
        graphics.fill(new RoundRectangle2D.Double(left, top, width, height, 4, 4));
        double light = 0.3 * colour.getRed() + 0.59 * colour.getGreen() + 0.11 * colour.getBlue();
        graphics.setColor(light > 120 ? INK : Color.WHITE);
        lettering.draw(graphics, text, left + 0.4 * lettering.size(), top + 1.03 * lettering.size());
    }
}
