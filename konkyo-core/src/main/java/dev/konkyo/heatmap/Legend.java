package dev.konkyo.heatmap;

import dev.konkyo.image.Image;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * What an overlay's colours mean: a strip from the floor to the ceiling of the evidence scale, with the unit.
 *
 * @param unit of the scale's values
 */
public record Legend(EvidenceScale scale, Colormap colormap, Unit unit) {
    /** The narrowest strip whose letters find room, in pixels. */
    public static final int MINIMUM_WIDTH = 160;

    /**
     * The strip, dark, as wide as asked for.
     *
     * @param width in pixels, at least {@link #MINIMUM_WIDTH}
     * @param strongest the largest value of the map at hand; a mark on the strip shows it. At most 0 makes the strip say that there is no
     *     evidence.
     */
    public Image strip(int width, float strongest) {
        if (width < MINIMUM_WIDTH) {
            throw new IllegalArgumentException(
                    "a legend needs at least " + MINIMUM_WIDTH + " pixels of width, got " + width);
        }
        Lettering lettering = Lettering.forWidth(width);
        int size = lettering.size();
        Canvas canvas = new Canvas((int) Math.round(3.2 * size), width, Canvas.NIGHT);
        // Whole pixels, so that neighbouring columns of colour leave no seam.
        int margin = Math.round(0.8f * size);
        Rectangle2D bar = new Rectangle2D.Double(margin, margin, width - 2 * margin, Math.round(0.7f * size));
        if (scale.fraction(strongest) > 0) {
            colours(canvas, bar);
            canvas.fill(mark(bar, scale.fraction(strongest), 0.55 * size), Canvas.CHALK);
        } else {
            canvas.line(bar, 1, Canvas.GREY);
        }
        letters(canvas, bar, 2.65 * size, lettering, strongest);
        return canvas.image();
    }

    private void colours(Canvas canvas, Rectangle2D bar) {
        for (int x = 0; x < bar.getWidth(); x++) {
            Shape column = new Rectangle2D.Double(bar.getX() + x, bar.getY(), 1, bar.getHeight());
            canvas.fill(column, new Color(colormap.rgb((x + 0.5) / bar.getWidth())));
        }
    }

    /** A triangle that stands on its tip. */
    private static Shape mark(Rectangle2D bar, double fraction, double size) {
        double x = bar.getX() + fraction * bar.getWidth();
        Path2D mark = new Path2D.Double();
        mark.moveTo(x, bar.getY() + 0.1 * size);
        mark.lineTo(x - 0.6 * size, bar.getY() - 0.9 * size);
        mark.lineTo(x + 0.6 * size, bar.getY() - 0.9 * size);
        mark.closePath();
        return mark;
    }

    private void letters(Canvas canvas, Rectangle2D bar, double y, Lettering lettering, float strongest) {
        String floor = Lettering.number(scale.floor());
        String ceiling = Lettering.number(scale.ceiling());
        canvas.text(floor, bar.getX(), y, lettering, Canvas.CHALK);
        canvas.text(ceiling, bar.getMaxX() - lettering.width(ceiling), y, lettering, Canvas.CHALK);
        double taken = 2 * Math.max(lettering.width(floor), lettering.width(ceiling)) + 2 * lettering.size();
        String middle = middle(strongest, lettering, bar.getWidth() - taken);
        boolean coloured = scale.fraction(strongest) > 0;
        canvas.text(
                middle,
                bar.getCenterX() - lettering.width(middle) / 2,
                y,
                lettering,
                coloured ? Canvas.GREY : Canvas.CHALK);
    }

    /** The longest wording that fits between the two ends. */
    private String middle(float strongest, Lettering lettering, double available) {
        String value = Lettering.number(strongest) + " " + unit.displayName();
        String[] wordings = strongest <= 0
                ? new String[] {"no evidence (highest " + value + ")", "no evidence"}
                : strongest <= scale.floor()
                        ? new String[] {
                            "evidence below the scale (highest " + value + ")", "below the scale", "too weak"
                        }
                        : new String[] {
                            unit.displayName() + ", highest " + Lettering.number(strongest), unit.displayName()
                        };
        for (String wording : wordings) {
            if (lettering.width(wording) <= available) {
                return wording;
            }
        }
        return lettering.fitted(wordings[wordings.length - 1], available);
    }
}
