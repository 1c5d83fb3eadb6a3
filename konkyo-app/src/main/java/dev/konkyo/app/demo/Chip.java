package dev.konkyo.app.demo;

import dev.konkyo.app.demo.Hit.Place;
import java.util.random.RandomGenerator;

/**
 * A piece broken out of a corner or an edge. The fracture falls from the face to the belt; it is rough and bare, and beyond it the
 * belt shows where the part was.
 *
 * @param radius of the piece, which is centred on the part's outline
 * @param wall share of the radius over which the fracture falls
 * @param phase where the ragged outline looks at the noise
 * @param outX direction away from the part's axis, towards which the gap opens, as {@code outY}
 */
record Chip(double x, double y, double radius, double wall, double phase, double outX, double outY)
        implements Alteration {
    private static final Colour GRANULAR = new Colour(0.3, 0.3, 0.3);

    static Chip sample(RandomGenerator random, Scene scene, double severity) {
        double angle = Math.PI / 6 + Math.PI / 3 * random.nextInt(6);
        angle += random.nextDouble() < 0.6 ? random.nextDouble(-0.12, 0.12) : random.nextDouble(-0.5, 0.5);
        double flat = Math.IEEEremainder(angle, Math.PI / 3);
        double edge = Math.min(1 / Math.cos(flat), scene.shape().corner());
        return new Chip(
                edge * Math.cos(angle),
                edge * Math.sin(angle),
                Alteration.size(random, 0.12, 0.36, severity),
                random.nextDouble(0.35, 0.65),
                random.nextDouble(512),
                Math.cos(angle),
                Math.sin(angle));
    }

    @Override
    public Reach reach() {
        return new Reach(x, y, 1.6 * radius + 0.3);
    }

    @Override
    public boolean alter(Hit hit, NutRay ray) {
        if (hit.place == Place.BELT || hit.place == Place.BORE) {
            return false;
        }
        double dx = hit.x - x;
        double dy = hit.y - y;
        double out = dx * outX + dy * outY;
        double aside = dy * outX - dx * outY;
        double opened = out > 0 ? 0.3 * out : out;
        double distance = Math.sqrt(opened * opened + aside * aside);
        double ragged = 0.12 * Noise.CLOUD.at(30 * hit.x + phase, 30 * hit.y)
                + 0.04 * Noise.GRAIN.at(25 * hit.x, 25 * hit.y + phase);
        double inside = (1 + Math.clamp(ragged, -0.4, 0.4)) - distance / radius;
        if (inside <= 0) {
            return false;
        }
        if (inside < wall && hit.place != Place.FLANK) {
            double unit = 1 / Math.max(distance, 1e-6);
            fracture(hit, inside / wall, (opened * outX - aside * outY) * unit, (opened * outY + aside * outX) * unit);
        } else {
            ray.belt(hit);
        }
        return true;
    }

    private void fracture(Hit hit, double depth, double awayX, double awayY) {
        hit.place = Place.CHAMFER;
        hit.red = 0.42;
        hit.green = 0.41;
        hit.blue = 0.40;
        hit.matt = 0;
        hit.coat(0.35, GRANULAR);
        hit.along = 0.4;
        hit.across = 0.4;
        double facet = 0.35 * Noise.GRAIN.at(30 * hit.x + phase, 30 * hit.y);
        double other = 0.35 * Noise.GRAIN.at(30 * hit.x, 30 * hit.y + phase + 99);
        hit.normalX = -1.1 * awayX + facet;
        hit.normalY = -1.1 * awayY + other;
        hit.normalZ = 1;
        hit.openness = 1 - 0.6 * depth;
    }
}
