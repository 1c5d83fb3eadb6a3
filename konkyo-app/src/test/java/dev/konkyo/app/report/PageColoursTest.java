package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Text and lines of a page can be told from what is behind them, by day and by night. */
class PageColoursTest {
    /** Level AA for text of ordinary size: WCAG 2.1, criterion 1.4.3. */
    private static final double READABLE = 4.5;

    private static final Pattern COLOUR = Pattern.compile("--(\\w+): light-dark\\((#\\w{6}), (#\\w{6})\\)");
    private static final Pattern TINT = Pattern.compile("\\n\\.tint \\{[^}]*calc\\(var\\(--share\\) \\* (\\d+)%\\)");

    enum Light {
        DAY(2),
        NIGHT(3);

        private final int group;

        Light(int group) {
            this.group = group;
        }

        Map<String, Colour> colours() throws IOException {
            var colours = new TreeMap<String, Colour>();
            COLOUR.matcher(style())
                    .results()
                    .forEach(found -> colours.put(found.group(1), Colour.of(found.group(group))));
            return colours;
        }
    }

    /** A colour of sRGB, each part from 0 to 1. */
    record Colour(double red, double green, double blue) {
        static Colour of(String hex) {
            int rgb = Integer.parseInt(hex.substring(1), 16);
            return new Colour((rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
        }

        Colour over(Colour below, double share) {
            return new Colour(
                    share * red + (1 - share) * below.red,
                    share * green + (1 - share) * below.green,
                    share * blue + (1 - share) * below.blue);
        }

        /** WCAG 2.1, "relative luminance". */
        double luminance() {
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        }

        private static double linear(double part) {
            return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }

        /** WCAG 2.1, "contrast ratio", from 1 to 21. */
        double contrast(Colour other) {
            double brighter = Math.max(luminance(), other.luminance());
            double darker = Math.min(luminance(), other.luminance());
            return (brighter + 0.05) / (darker + 0.05);
        }
    }

    private static String style() throws IOException {
        try (var in = Objects.requireNonNull(Page.class.getResourceAsStream("page.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void contrastIsThatOfTheStandard() {
        var white = Colour.of("#ffffff");
        assertThat(white.contrast(Colour.of("#000000"))).isCloseTo(21, within(1e-9));
        // The darkest grey of which the standard's readers know that it just fails on white.
        assertThat(Colour.of("#777777").contrast(white)).isCloseTo(4.48, within(0.005));
        assertThat(Colour.of("#767676").contrast(white)).isCloseTo(4.54, within(0.005));
    }

    @ParameterizedTest
    @EnumSource(Light.class)
    void wordsAndLinesStandOut(Light light) throws IOException {
        var colours = light.colours();
        assertThat(colours).containsKeys("ink", "paper", "soft", "card", "right", "wrong", "first", "sixth");
        for (var behind : List.of("paper", "card")) {
            colours.forEach((name, colour) -> {
                if (!List.of("paper", "card", "line").contains(name)) {
                    assertThat(colour.contrast(Objects.requireNonNull(colours.get(behind))))
                            .as(name + " on " + behind)
                            .isGreaterThanOrEqualTo(READABLE);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Light.class)
    void numbersStandOutInTintedCells(Light light) throws IOException {
        var tint = TINT.matcher(style());
        assertThat(tint.find()).isTrue();
        double strongest = Integer.parseInt(tint.group(1)) / 100.0;
        var colours = light.colours();
        var ink = Objects.requireNonNull(colours.get("ink"));
        var paper = Objects.requireNonNull(colours.get("paper"));
        for (var name : List.of("right", "wrong")) {
            assertThat(ink.contrast(Objects.requireNonNull(colours.get(name)).over(paper, strongest)))
                    .as("a number on " + name)
                    .isGreaterThanOrEqualTo(READABLE);
        }
    }
}
