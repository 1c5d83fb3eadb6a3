package dev.konkyo.app.report;

import java.awt.Color;

/**
 * The colours of charts. A chart is drawn in stand-ins that no two roles share; in the page each becomes the style's variable of its
 * name, which is another colour in the dark.
 */
enum ChartColour {
    INK(0x101112, "--ink"),
    SOFT(0x202122, "--soft"),
    LINE(0x303132, "--line"),
    FIRST(0x404142, "--first"),
    SECOND(0x505152, "--second"),
    THIRD(0x606162, "--third"),
    FOURTH(0x707172, "--fourth"),
    FIFTH(0x808182, "--fifth"),
    SIXTH(0x909192, "--sixth");

    /** The colours of a chart's series, in their order. */
    private static final ChartColour[] SERIES = {FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH};

    private final Color standIn;
    private final String variable;

    ChartColour(int rgb, String variable) {
        standIn = new Color(rgb);
        this.variable = variable;
    }

    /** The colour of a chart's series; they recur when there are more series than colours. */
    static Color series(int index) {
        return SERIES[index % SERIES.length].standIn;
    }

    Color standIn() {
        return standIn;
    }

    /** The drawing with the style's variables in place of the stand-ins. */
    static String themed(String svg) {
        var themed = svg;
        for (var colour : values()) {
            var rgb = "\"rgb(%d,%d,%d)\""
                    .formatted(colour.standIn.getRed(), colour.standIn.getGreen(), colour.standIn.getBlue());
            themed = themed.replace(rgb, "\"var(" + colour.variable + ")\"");
        }
        return themed;
    }
}
