package dev.konkyo.app.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/** What the part lies on: a colour, modulated by the material's own texture. */
enum Belt {
    /** Black rubber with a fine grain and grey wear. */
    RUBBER(0.035, 0.10, 0.0) {
        @Override
        double texture(double x, double y) {
            double wear = Math.max(0, Noise.CLOUD.at(18 * x, 18 * y));
            return 1 + 0.16 * Noise.GRAIN.at(60 * x, 60 * y) + 0.18 * Noise.CLOUD.at(90 * x, 90 * y) + 0.22 * wear;
        }
    },
    /** A plain weave of warp and weft. */
    WOVEN(0.14, 0.34, 0.12) {
        @Override
        double texture(double x, double y) {
            double warp = 11 * x + 0.05 * Noise.CLOUD.at(25 * x, 25 * y);
            double weft = 11 * y + 0.05 * Noise.CLOUD.at(25 * x + 200, 25 * y);
            boolean over = ((int) Math.floor(warp) + (int) Math.floor(weft) & 1) == 0;
            double acrossThread = 2 * (over ? warp - Math.floor(warp) : weft - Math.floor(weft)) - 1;
            double alongThread = 2 * (over ? weft - Math.floor(weft) : warp - Math.floor(warp)) - 1;
            double round = 1 - 0.5 * acrossThread * acrossThread - 0.35 * alongThread * alongThread;
            double ply = over ? Noise.GRAIN.at(70 * x, 12 * y) : Noise.GRAIN.at(12 * x, 70 * y);
            return 0.25 + 0.95 * round + 0.08 * ply;
        }
    },
    /** A ground steel plate with long fine scratches. */
    STEEL(0.26, 0.42, 0.02) {
        @Override
        double texture(double x, double y) {
            double ground = Noise.GRAIN.at(2.5 * x, 75 * y) + 0.6 * Noise.CLOUD.at(4 * x, 130 * y);
            double scratch = Math.max(0, Noise.GRAIN.at(1.2 * x + 9 * y, 55 * y - 9 * x) - 1.9);
            return 1 + 0.07 * ground + 0.3 * scratch + 0.06 * Noise.CLOUD.at(15 * x, 15 * y);
        }
    },
    /** Light smooth plastic with faint wear. */
    PLASTIC(0.42, 0.62, 0.06) {
        @Override
        double texture(double x, double y) {
            return 1 + 0.025 * Noise.CLOUD.at(14 * x, 14 * y) + 0.012 * Noise.GRAIN.at(55 * x, 55 * y);
        }
    },
    /** The green or blue polyurethane that packing lines use, with a faint embossed grid. */
    POLYURETHANE(0.16, 0.30, 0.45) {
        @Override
        double texture(double x, double y) {
            double dimple = Math.sin(34 * x) * Math.sin(34 * y);
            return 1 + 0.05 * dimple + 0.05 * Noise.CLOUD.at(20 * x, 20 * y) + 0.03 * Noise.GRAIN.at(60 * x, 60 * y);
        }
    };

    static final List<Belt> KINDS = List.of(values());

    private final double darkest;
    private final double lightest;
    private final double saturation;

    Belt(double darkest, double lightest, double saturation) {
        this.darkest = darkest;
        this.lightest = lightest;
        this.saturation = saturation;
    }

    /**
     * The factor on the belt's colour at a place.
     *
     * @param x along the belt, in units of half the part's width, as is {@code y} across it
     */
    abstract double texture(double x, double y);

    /** A colour that such a belt may have. */
    Colour colour(RandomGenerator random) {
        double grey = random.nextDouble(darkest, lightest);
        double tint = saturation * random.nextDouble(0.3, 1);
        double hue = this == WOVEN ? random.nextDouble(0.05, 0.15) : random.nextDouble(0.33, 0.62);
        return new Colour(
                channel(grey, tint, hue), channel(grey, tint, hue - 1 / 3.0), channel(grey, tint, hue - 2 / 3.0));
    }

    private static double channel(double grey, double tint, double hue) {
        return grey * (1 + tint * Math.cos(2 * Math.PI * hue));
    }
}
