package dev.konkyo.app.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a nut's surface is made of and how it was machined.
 *
 * @param coat its material
 * @param colour its mirror reflectance
 * @param lay the direction of the tool marks
 * @param along roughness along the tool marks
 * @param across roughness across the tool marks, where grooves scatter the light
 * @param grain strength of the marks
 * @param mottle strength of the blotches of plating and handling
 * @param iridescence strength of the thin chromate film's colours
 */
record Metal(
        Coat coat,
        Colour colour,
        Lay lay,
        double along,
        double across,
        double grain,
        double mottle,
        double iridescence) {

    /** The direction of the tool marks. */
    enum Lay {
        /** Circles around the axis, from a lathe. */
        TURNED,
        /** Parallel lines, from a belt grinder. */
        BRUSHED,
        /** None: forged or tumbled. */
        TUMBLED;

        private static final List<Lay> KINDS = List.of(values());
    }

    static Metal sample(RandomGenerator random) {
        Coat coat = Pick.from(random, Coat.KINDS);
        Lay lay = Pick.from(random, Lay.KINDS);
        double shade = random.nextDouble(0.85, 1.1);
        double rough = random.nextDouble(0.2, 0.34);
        double stretch = lay == Lay.TUMBLED ? 1 : random.nextDouble(2, 4);
        return new Metal(
                coat,
                new Colour(
                        coat.colour().red() * shade * random.nextDouble(0.97, 1.03),
                        coat.colour().green() * shade,
                        coat.colour().blue() * shade * random.nextDouble(0.97, 1.03)),
                lay,
                rough / Math.sqrt(stretch),
                rough * Math.sqrt(stretch),
                random.nextDouble(0.4, 1),
                random.nextDouble(0.3, 1),
                coat.iridescence() * random.nextDouble(0.4, 1));
    }
}
