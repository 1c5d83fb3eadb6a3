package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/**
 * A key light from one side, and the surroundings that metal mirrors: a bright zenith, a darker horizon that is brighter
 * on one side, and the belt below.
 *
 * @param x direction to the key light, a unit vector with {@code y} and {@code z}
 * @param key radiance of the key light relative to the surroundings
 * @param size angular radius of the key light in radians; a large one gives soft shadows and broad highlights
 * @param zenith radiance above
 * @param horizon radiance at the horizon
 * @param windowX direction and strength of the horizon's bright side, as {@code windowY}
 * @param warmth colour temperature: above 0 red grows and blue falls
 */
record Lighting(
        double x,
        double y,
        double z,
        double key,
        double size,
        double zenith,
        double horizon,
        double windowX,
        double windowY,
        double warmth) {

    static Lighting sample(RandomGenerator random) {
        double azimuth = random.nextDouble(2 * Math.PI);
        double elevation = Math.toRadians(random.nextDouble(42, 72));
        double window = random.nextDouble(2 * Math.PI);
        double strength = random.nextDouble(0.2, 0.6);
        return new Lighting(
                Math.cos(elevation) * Math.cos(azimuth),
                Math.cos(elevation) * Math.sin(azimuth),
                Math.sin(elevation),
                random.nextDouble(0.7, 1.3),
                random.nextDouble(0.08, 0.3),
                random.nextDouble(0.45, 0.9),
                random.nextDouble(0.12, 0.4),
                strength * Math.cos(window),
                strength * Math.sin(window),
                random.nextDouble(-0.06, 0.08));
    }

    /** The same light as a part sees it that was turned by an angle in radians. */
    Lighting turned(double turn) {
        double cosine = Math.cos(turn);
        double sine = Math.sin(turn);
        return new Lighting(
                cosine * x + sine * y,
                cosine * y - sine * x,
                z,
                key,
                size,
                zenith,
                horizon,
                cosine * windowX + sine * windowY,
                cosine * windowY - sine * windowX,
                warmth);
    }

    /** Light that arrives at a level matt surface in the open. */
    double open() {
        return 0.55 * zenith + 0.35 * horizon + key * z * 0.8;
    }

    /** Light that a matt surface reflects towards any side, per unit of reflectance. */
    double matt(double nx, double ny, double nz, double openness, double lit) {
        double sky = openness
                * (0.45 * (zenith + horizon) + 0.25 * nz * (zenith - horizon))
                * (1 + 0.5 * (windowX * nx + windowY * ny));
        return sky + 0.8 * key * lit * Math.max(0, nx * x + ny * y + nz * z);
    }

    /**
     * Adds the light that a point of the part sends to the camera.
     *
     * @param belt reflectances of the belt, which the sides of the part mirror
     * @param rgb linear radiance; three numbers from {@code at} on are added to
     */
    void shade(Hit hit, Colour belt, float[] rgb, int at) {
        double length =
                1 / Math.sqrt(hit.normalX * hit.normalX + hit.normalY * hit.normalY + hit.normalZ * hit.normalZ);
        double nx = hit.normalX * length;
        double ny = hit.normalY * length;
        double nz = hit.normalZ * length;
        double toEye = 1 / Math.sqrt(1 + hit.slantX * hit.slantX + hit.slantY * hit.slantY);
        double vx = -hit.slantX * toEye;
        double vy = -hit.slantY * toEye;
        double facing = nx * vx + ny * vy + nz * toEye;

        double highlight = highlight(hit, nx, ny, nz, vx, vy, toEye);
        double mirrorX = 2 * facing * nx - vx;
        double mirrorY = 2 * facing * ny - vy;
        double mirrorZ = 2 * facing * nz - toEye;
        double surroundings = surroundings(mirrorX, mirrorY, mirrorZ, hit.across) * hit.openness;
        double below = Math.clamp(0.5 - mirrorZ / (0.3 + hit.across), 0, 1) * hit.openness * open() * 0.6;

        double matt = matt(nx, ny, nz, hit.openness, hit.lit);
        double mirror = 1 - hit.matt;
        // Schlick's grazing-angle reflectance matters on the sides of the part alone.
        double away = 1 - Math.clamp(facing, 0, 1);
        double grazing = 0.5 * away * away * away * away * away;
        double metal = surroundings + highlight;
        rgb[at] += (float) ((mirror * (hit.red + (1 - hit.red) * grazing) * (metal + below * belt.red())
                        + hit.matt * hit.mattRed * matt)
                * (1 + warmth));
        rgb[at + 1] += (float) (mirror * (hit.green + (1 - hit.green) * grazing) * (metal + below * belt.green())
                + hit.matt * hit.mattGreen * matt);
        rgb[at + 2] += (float) ((mirror * (hit.blue + (1 - hit.blue) * grazing) * (metal + below * belt.blue())
                        + hit.matt * hit.mattBlue * matt)
                * (1 - warmth));
    }

    /** The key light in the tool marks: the anisotropic GGX distribution (Burley 2012, eq. B.13), widened by the light's size. */
    private double highlight(Hit hit, double nx, double ny, double nz, double vx, double vy, double vz) {
        double incidence = nx * x + ny * y + nz * z;
        if (incidence <= 0 || hit.lit <= 0) {
            return 0;
        }
        double halfX = x + vx;
        double halfY = y + vy;
        double halfZ = z + vz;
        double unit = 1 / Math.sqrt(halfX * halfX + halfY * halfY + halfZ * halfZ);
        double normal = (halfX * nx + halfY * ny + halfZ * nz) * unit;
        double lean = hit.layX * nx + hit.layY * ny;
        double onLay = (halfX * hit.layX + halfY * hit.layY) * unit - lean * normal;
        double offLay2 = Math.max(0, 1 - normal * normal - onLay * onLay);
        double along2 = hit.along * hit.along + 0.25 * size * size;
        double across2 = hit.across * hit.across + 0.25 * size * size;
        double spread = onLay * onLay / along2 + offLay2 / across2 + normal * normal;
        double density = 1 / (Math.PI * Math.sqrt(along2 * across2) * spread * spread);
        return 0.5 * key * hit.lit * density * Math.min(1, 4 * incidence);
    }

    private double surroundings(double x, double y, double z, double roughness) {
        double up = Math.clamp(0.5 + z / (0.7 + roughness), 0, 1);
        double height = Math.max(0, z);
        double sky = horizon + (zenith - horizon) * height * height * height;
        double side = 5 * (windowX * x + windowY * y);
        return up * sky * Math.max(0.1, 1 + 1.1 * side / (1 + Math.abs(side)));
    }
}
