package dev.konkyo.heatmap;

import dev.konkyo.image.Box;
import dev.konkyo.image.Image;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** A picture that is being drawn, with smooth lines and letters. */
final class Canvas {
    static final Color NIGHT = new Color(0x14171C);
    static final Color PAPER = new Color(0xFFFFFF);
    static final Color INK = new Color(0x23272E);
    static final Color CHALK = new Color(0xEEF0F2);
    static final Color GREY = new Color(0xA9B0B9);

    private final BufferedImage pixels;
    private final Graphics2D graphics;

    Canvas(int height, int width, Color background) {
        pixels = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        graphics = pixels.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(background);
        graphics.fillRect(0, 0, width, height);
    }

    /** A canvas of the image's size that begins as the image. */
    static Canvas of(Image image) {
        Canvas canvas = new Canvas(image.height(), image.width(), NIGHT);
        canvas.paste(image, 0, 0);
        return canvas;
    }

    int width() {
        return pixels.getWidth();
    }

    /** Copies an image, which must fit, pixel by pixel. */
    void paste(Image image, int left, int top) {
        byte[] bgr = bytes();
        for (int y = 0; y < image.height(); y++) {
            int from = 3 * y * image.width();
            int to = 3 * ((top + y) * width() + left);
            swapEnds(image.rgb(), from, bgr, to, image.width());
        }
    }

    void fill(Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    void line(Shape shape, double thickness, Color colour) {
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke((float) thickness));
        graphics.draw(shape);
    }

    /** Writes one line of text with its baseline at {@code y}. */
    void text(String text, double x, double y, Lettering lettering, Color colour) {
        graphics.setColor(colour);
        lettering.draw(graphics, text, x, y);
    }

    /** Frames a box and writes its label on a tag at the upper left corner, inside the picture. */
    void label(Box box, String label, double thickness, Lettering lettering) {
        Shape frame = new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
        line(frame, 2.2 * thickness, new Color(0, 0, 0, 150));
        line(frame, thickness, Color.WHITE);
        double width = lettering.width(label) + 0.8 * lettering.size();
        double height = 1.35 * lettering.size();
        if (lettering.width(label) == 0) {
            return;
        }
        double left = Math.clamp(box.x() - thickness / 2, 0, Math.max(width() - width, 0));
        double top = box.y() >= height ? box.y() - height : Math.max(box.y(), 0);
        fill(new RoundRectangle2D.Double(left, top, width, height, 3, 3), Color.WHITE);
        text(label, left + 0.4 * lettering.size(), top + 1.03 * lettering.size(), lettering, INK);
    }

    /** Ends the drawing. */
    Image image() {
        graphics.dispose();
        byte[] rgb = new byte[bytes().length];
        swapEnds(bytes(), 0, rgb, 0, rgb.length / 3);
        return new Image(pixels.getHeight(), pixels.getWidth(), rgb);
    }

    private byte[] bytes() {
        return ((DataBufferByte) pixels.getRaster().getDataBuffer()).getData();
    }

    /** Red green blue becomes blue green red, and the other way round. */
    private static void swapEnds(byte[] source, int from, byte[] target, int to, int count) {
        for (int i = 0; i < 3 * count; i += 3) {
            target[to + i] = source[from + i + 2];
            target[to + i + 1] = source[from + i + 1];
            target[to + i + 2] = source[from + i];
        }
    }
}
