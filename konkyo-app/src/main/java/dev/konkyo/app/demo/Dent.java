package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/**
 * A blow's smooth elliptic hollow. Its depth falls as (1 - q^2)^2 with the distance q from the middle, so that the surface goes
 * on without a kink at the rim; inside, the tool marks are flattened.
 */
record Dent(double x, double y, double cosine, double sine, double length, double width, double slope)
        implements Alteration {

    static Dent sample(RandomGenerator random, Scene scene, double severity) {
        double[] spot = Alteration.spot(random, scene.shape());
        double angle = random.nextDouble(Math.PI);
        double length = Alteration.size(random, 0.085, 0.24, severity);
        return new Dent(
                spot[0],
                spot[1],
                Math.cos(angle),
                Math.sin(angle),
                length,
                length * random.nextDouble(0.65, 1),
                Alteration.size(random, 0.3, 0.6, severity));
    }

    @Override
    public Reach reach() {
        return new Reach(x, y, length + 0.06);
    }

    @Override
    public boolean alter(Hit hit, NutRay ray) {
        if (!hit.place.onTop()) {
            return false;
        }
        double along = ((hit.x - x) * cosine + (hit.y - y) * sine) / length;
        double across = ((hit.y - y) * cosine - (hit.x - x) * sine) / width;
        double q2 = along * along + across * across;
        if (q2 >= 0.95) {
            return false;
        }
        double inwards = -slope * 2.6 * (1 - q2);
        hit.lean(inwards * (along * cosine - across * sine), inwards * (along * sine + across * cosine));
        double hollow = (1 - q2) * (1 - q2);
        hit.along += 0.5 * hollow * (hit.across - hit.along);
        hit.openness *= 1 - 0.3 * slope * hollow;
        return true;
    }
}
