package dev.konkyo.heatmap;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * A size of letters. On a machine without any font nothing is written and every text is 0 wide, so that pictures still come out;
 * a warning says so once.
 *
 * @param size in pixels, from one line to the next
 */
public record Lettering(int size) {
    private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);
    private static final boolean AVAILABLE = isAvailable();

    /** Letters that suit a picture of the given width. */
    public static Lettering forWidth(int width) {
        return new Lettering(Math.clamp(Math.round(width / 40f), 11, 64));
    }

    private static boolean isAvailable() {
        try {
            return width(font(12), "0") > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            // The JDK reports a machine without fonts by an unspecific exception or an error.
            System.getLogger(Lettering.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "pictures come without letters, for this machine has no fonts (" + e.getMessage()
                                    + "); install fontconfig and a font such as DejaVu");
            return false;
        }
    }

    private static Font font(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    private static double width(Font font, String text) {
        return font.getStringBounds(text, SMOOTH).getWidth();
    }

    /** The text's width in pixels. */
    public double width(String text) {
        return AVAILABLE ? width(font(size), text) : 0;
    }

    /** The text, shortened to end in an ellipsis if it is wider than the given pixels. */
    public String fitted(String text, double available) {
        if (width(text) <= available) {
            return text;
        }
        int kept = text.length();
        while (kept > 0 && width(text.substring(0, kept) + "…") > available) {
            kept = text.offsetByCodePoints(kept, -1);
        }
        return text.substring(0, kept) + "…";
    }

    /** The text in one line or, where that would be wider than the given pixels, broken at a space into two; the last may be shortened. */
    public List<String> lines(String text, double available) {
        int space = text.length();
        while (space > 0 && width(text.substring(0, space)) > available) {
            space = text.lastIndexOf(' ', space - 1);
        }
        return space <= 0 || space == text.length()
                ? List.of(fitted(text, available))
                : List.of(text.substring(0, space), fitted(text.substring(space + 1), available));
    }

    /** Writes one line with its baseline at {@code y}, in the graphics' colour. */
    public void draw(Graphics2D graphics, String text, double x, double y) {
        if (AVAILABLE) {
            graphics.setFont(font(size));
            graphics.drawString(text, (float) x, (float) y);
        }
    }

    /** A value with three significant digits: 0.0312, 1.5, 124000. */
    public static String number(float value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
