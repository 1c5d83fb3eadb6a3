package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/** A patch of orange to dark brown rust: matt, rough, and frayed at the rim. */
record Rust(double x, double y, double radius, double cover, double phase) implements Alteration {

    static Rust sample(RandomGenerator random, Scene scene, double severity) {
        double[] spot = Alteration.spot(random, scene.shape());
        return new Rust(
                spot[0],
                spot[1],
                Alteration.size(random, 0.09, 0.36, severity),
                Alteration.size(random, 0.65, 0.88, severity),
                random.nextDouble(512));
    }

    @Override
    public Reach reach() {
        return new Reach(x, y, 1.7 * radius + 0.2);
    }

    @Override
    public boolean alter(Hit hit, NutRay ray) {
        if (hit.place == Hit.Place.BELT) {
            return false;
        }
        double dx = hit.x - x;
        double dy = hit.y - y;
        double distance = Math.sqrt(dx * dx + dy * dy) / radius;
        double cloud = Noise.CLOUD.at(45 * hit.x + phase, 45 * hit.y + 45 * hit.z);
        double grain = Noise.GRAIN.at(38 * hit.x, 38 * hit.y + phase);
        double share =
                cover * Math.clamp(2.2 * (0.95 - distance + Math.clamp(0.3 * cloud + 0.1 * grain, -0.7, 0.6)), 0, 1);
        if (share < 0.06 || distance > 1.65) {
            return false;
        }
        double age = Math.clamp(0.5 + 0.3 * cloud - 0.2 * grain, 0, 1);
        hit.coat(share, new Colour(0.46 - 0.32 * age, 0.19 - 0.13 * age, 0.05 - 0.025 * age));
        hit.lean(0.18 * share * grain, 0.18 * share * cloud);
        return true;
    }
}
