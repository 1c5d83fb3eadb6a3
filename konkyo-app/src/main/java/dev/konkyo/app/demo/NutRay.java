package dev.konkyo.app.demo;

import dev.konkyo.app.demo.Hit.Place;

/** Finds what a ray meets: the nut's face, chamfer, flank, countersink or threaded bore, or the belt. */
final class NutRay {
    private static final double EDGE = 0.02;
    private static final double[] FLANK_X = {1, 0.5, -0.5, -1, -0.5, 0.5};
    private static final double[] FLANK_Y = {
        0, Math.sqrt(3) / 2, Math.sqrt(3) / 2, 0, -Math.sqrt(3) / 2, -Math.sqrt(3) / 2
    };

    private final Scene scene;
    private final NutShape shape;
    private final double lightRun;

    NutRay(Scene scene) {
        this.scene = scene;
        this.shape = scene.shape();
        this.lightRun = Math.hypot(scene.light().x(), scene.light().y());
    }

    /** Sends the ray that passes the plane of the face at (u, v); fills in place, point, normal and light. */
    void cast(double u, double v, Hit hit) {
        hit.u = u;
        hit.v = v;
        hit.slantX = scene.view().slantX(u);
        hit.slantY = scene.view().slantY(v);
        hit.openness = 1;
        hit.lit = 1;
        double radius = Math.sqrt(u * u + v * v);
        if (radius < shape.countersink()) {
            hole(hit, radius);
        } else if (shape.outside(u, v) < 0) {
            top(hit, radius);
        } else {
            flank(hit);
        }
    }

    /** Lets the ray go on to the belt. */
    void belt(Hit hit) {
        to(hit, Place.BELT, shape.thickness());
    }

    private void to(Hit hit, Place place, double depth) {
        hit.place = place;
        hit.x = hit.u + depth * hit.slantX;
        hit.y = hit.v + depth * hit.slantY;
        hit.z = shape.thickness() - depth;
    }

    private void top(Hit hit, double above) {
        double drop = shape.drop(above);
        to(hit, Place.FACE, drop);
        double outside = shape.outside(hit.x, hit.y);
        if (outside > 0) {
            flank(hit);
            return;
        }
        double radius = Math.sqrt(hit.x * hit.x + hit.y * hit.y);
        double chamfer = smooth((radius - shape.face()) / EDGE);
        hit.place = chamfer > 0.5 ? Place.CHAMFER : Place.FACE;
        double rim = smooth((shape.countersink() + EDGE - radius) / EDGE);
        double slope = NutShape.CHAMFER * chamfer - 0.6 * rim;
        hit.normalX = slope * hit.x / radius;
        hit.normalY = slope * hit.y / radius;
        hit.normalZ = 1;
        double edge = smooth((outside + 1.6 * EDGE) / (1.6 * EDGE)) * 0.8;
        if (edge > 0) {
            int side = side(hit.x, hit.y);
            hit.lean(edge * FLANK_X[side], edge * FLANK_Y[side]);
        }
    }

    private void hole(Hit hit, double radius) {
        double inwards = (hit.u * hit.slantX + hit.v * hit.slantY) / Math.max(radius, 1e-9);
        double depth = (shape.countersink() - radius) / (1 + inwards);
        if (depth < shape.countersink() - shape.bore()) {
            to(hit, Place.COUNTERSINK, depth);
            double out = Math.sqrt(hit.x * hit.x + hit.y * hit.y);
            normal(hit, -hit.x / out, -hit.y / out, 0.9);
            hit.openness = 0.85;
            hit.lit = boreLit(hit, depth);
            return;
        }
        depth = wallDepth(hit, radius);
        if (depth >= shape.thickness()) {
            belt(hit);
        } else {
            to(hit, Place.BORE, depth);
            thread(hit, depth);
        }
    }

    /** Where the ray leaves the cylinder of the bore: the larger root of |(u, v) + t slant| = bore. */
    private double wallDepth(Hit hit, double radius) {
        double a = hit.slantX * hit.slantX + hit.slantY * hit.slantY;
        double b = hit.u * hit.slantX + hit.v * hit.slantY;
        double c = radius * radius - shape.bore() * shape.bore();
        double root = b * b - a * c;
        return a < 1e-9 || root < 0 ? Double.POSITIVE_INFINITY : (-b + Math.sqrt(root)) / a;
    }

    /** A 60-degree thread: flanks that look up and down by turns, light on the crests, dark in the roots. */
    private void thread(Hit hit, double depth) {
        double angle = Math.atan2(hit.y, hit.x) / (2 * Math.PI);
        double turns = depth / shape.pitch() + angle + scene.offset();
        double phase = turns - Math.floor(turns);
        double crest = 1 - Math.abs(2 * phase - 1);
        double flank = phase < 0.5 ? 1.1 : -1.1;
        double flat = smooth((crest - 0.75) * 6);
        normal(hit, -hit.x / shape.bore(), -hit.y / shape.bore(), flank * (1 - flat));
        double sunk = depth / shape.thickness();
        hit.openness = (0.75 - 0.6 * sunk) * (0.2 + 0.8 * crest);
        hit.lit = boreLit(hit, depth) * (0.15 + 0.85 * crest);
        double lead = smooth((1 - sunk) * 8);
        hit.openness *= 0.4 + 0.6 * lead;
    }

    /** Whether the key light reaches the wall at a depth: it must come in over the opposite rim. */
    private double boreLit(Hit hit, double depth) {
        Lighting light = scene.light();
        double facing = -(hit.x * light.x() + hit.y * light.y()) / (lightRun * shape.bore());
        double reach = 2 * shape.bore() * Math.max(0, facing) * light.z() / lightRun;
        return Math.clamp(0.5 + (reach - depth) / (0.1 + light.size()), 0, 1);
    }

    private void flank(Hit hit) {
        double run = shape.thickness() * Math.sqrt(hit.slantX * hit.slantX + hit.slantY * hit.slantY);
        if (shape.outside(hit.u, hit.v) > run) {
            belt(hit);
            return;
        }
        double enter = 0;
        double leave = shape.thickness();
        int side = -1;
        for (int i = 0; i < 6; i++) {
            double distance = FLANK_X[i] * hit.u + FLANK_Y[i] * hit.v - 1;
            double approach = -(FLANK_X[i] * hit.slantX + FLANK_Y[i] * hit.slantY);
            if (distance > 0) {
                double depth = approach > 0 ? distance / approach : Double.POSITIVE_INFINITY;
                if (depth > enter) {
                    enter = depth;
                    side = i;
                }
            } else if (approach < 0) {
                leave = Math.min(leave, distance / approach);
            }
        }
        double cut = enter;
        if (side < 0) {
            cut = 0;
            side = side(hit.u, hit.v);
        }
        if (cut >= leave) {
            belt(hit);
            return;
        }
        to(hit, Place.FLANK, cut);
        double radius = Math.sqrt(hit.x * hit.x + hit.y * hit.y);
        if (radius > shape.corner()) {
            roundedCorner(hit, cut);
            return;
        }
        flankLight(hit, FLANK_X[side], FLANK_Y[side], cut);
    }

    /** The corners are not sharp: between two flanks the outline follows a circle. */
    private void roundedCorner(Hit hit, double depth) {
        double a = hit.slantX * hit.slantX + hit.slantY * hit.slantY;
        double b = hit.u * hit.slantX + hit.v * hit.slantY;
        double c = hit.u * hit.u + hit.v * hit.v - shape.corner() * shape.corner();
        double root = b * b - a * c;
        double enter = root < 0 || a < 1e-9 ? Double.POSITIVE_INFINITY : (-b - Math.sqrt(root)) / a;
        double along = Math.max(enter, depth);
        to(hit, Place.FLANK, along);
        if (enter > shape.thickness() || enter < 0 || shape.outside(hit.x, hit.y) > 0.01) {
            belt(hit);
            return;
        }
        flankLight(hit, hit.x / shape.corner(), hit.y / shape.corner(), along);
    }

    private void flankLight(Hit hit, double towardsX, double towardsY, double depth) {
        normal(hit, towardsX, towardsY, 0.06);
        double height = 1 - depth / shape.thickness();
        hit.openness = 0.25 + 0.45 * height;
        Lighting light = scene.light();
        hit.lit = towardsX * light.x() + towardsY * light.y() > 0 ? 0.9 : 0;
    }

    private static int side(double x, double y) {
        int side = 0;
        for (int i = 1; i < 6; i++) {
            if (FLANK_X[i] * x + FLANK_Y[i] * y > FLANK_X[side] * x + FLANK_Y[side] * y) {
                side = i;
            }
        }
        return side;
    }

    private static void normal(Hit hit, double x, double y, double z) {
        hit.normalX = x;
        hit.normalY = y;
        hit.normalZ = z;
    }

    private static double smooth(double x) {
        double t = Math.clamp(x, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
