package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/**
 * Everything that a photo of a nut shows, apart from defects.
 *
 * @param beltTurn direction of the belt in the part's frame, in radians
 * @param dirt share of the belt's specks that show, in [0, 1]
 * @param dust share of the part's specks that show, in [0, 1]
 * @param offset where this scene looks at the noise tiles
 */
record Scene(
        View view,
        NutShape shape,
        Metal metal,
        Lighting light,
        Belt belt,
        Colour beltColour,
        double beltTurn,
        double dirt,
        double dust,
        double offset) {

    static Scene sample(RandomGenerator random, int size) {
        Belt belt = Pick.from(random, Belt.KINDS);
        View view = View.sample(random, size);
        return new Scene(
                view,
                NutShape.sample(random),
                Metal.sample(random),
                Lighting.sample(random),
                belt,
                belt.colour(random),
                random.nextGaussian() * 0.08 - view.turn() + (random.nextBoolean() ? 0 : Math.PI / 2),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(512));
    }
}
