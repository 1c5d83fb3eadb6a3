package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/**
 * A groove that something hard drew across the face: one of its walls catches the light, the other lies dark, and its
 * ground is bare metal. It runs along a parabola, as good as an arc at this length, and thins out towards both ends.
 */
record Scratch(double x, double y, double cosine, double sine, double bend, double half, double width, double slope)
        implements Alteration {

    static Scratch sample(RandomGenerator random, Scene scene, double severity) {
        double[] spot = Alteration.spot(random, scene.shape());
        // Tool marks run around the axis; a scratch crosses them at 30 degrees or more.
        double angle = Math.atan2(spot[1], spot[0]) + random.nextDouble(-Math.PI / 3, Math.PI / 3);
        return new Scratch(
                spot[0],
                spot[1],
                Math.cos(angle),
                Math.sin(angle),
                random.nextDouble(-1.4, 1.4),
                Alteration.size(random, 0.16, 0.52, severity),
                Alteration.size(random, 0.02, 0.042, severity),
                Alteration.size(random, 0.7, 1.3, severity));
    }

    @Override
    public Reach reach() {
        return new Reach(x, y, half * (1 + Math.abs(bend) * half) + 0.1);
    }

    @Override
    public boolean alter(Hit hit, NutRay ray) {
        if (!hit.place.onTop()) {
            return false;
        }
        double along = ((hit.x - x) * cosine + (hit.y - y) * sine) / half;
        if (Math.abs(along) >= 1) {
            return false;
        }
        double run = along * half;
        double across = (hit.y - y) * cosine
                - (hit.x - x) * sine
                - bend * run * run
                + 0.006 * Noise.GRAIN.at(25 * run + 40 * bend, 7);
        double taper = 1 - along * along * along * along;
        double side = across / (width * taper);
        if (Math.abs(side) >= 1) {
            return false;
        }
        double wall = slope * taper * side * (side * side > 0.6 ? -1.2 : 1.4);
        hit.lean(wall * sine, -wall * cosine);
        double bare = 0.7 * (1 - side * side);
        hit.red += bare * (0.5 - hit.red);
        hit.green += bare * (0.49 - hit.green);
        hit.blue += bare * (0.48 - hit.blue);
        hit.matt *= 1 - bare;
        hit.layX = cosine;
        hit.layY = sine;
        hit.openness *= 0.75;
        return true;
    }
}
