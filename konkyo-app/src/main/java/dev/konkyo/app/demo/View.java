package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/**
 * Where the camera sees the part: pixels to the part's own frame. In that frame the ray of a pixel passes the face's plane
 * at (u, v) and, at a depth t below it, (u + t slantX, v + t slantY): a camera right above sees a bore's wall all round,
 * and one that looks askew sees one side of the part.
 *
 * @param size side of the photo in pixels
 * @param centreX the part's centre in pixels, as {@code centreY}
 * @param scale pixels per unit of the part's frame
 * @param turn the part's rotation in radians
 * @param askewX the slant at the photo's centre, as {@code askewY}
 * @param perspective growth of the slant per unit of distance from the photo's centre
 */
record View(
        int size,
        double centreX,
        double centreY,
        double scale,
        double turn,
        double cosine,
        double sine,
        double askewX,
        double askewY,
        double perspective) {

    static View sample(RandomGenerator random, int size) {
        double scale = size * random.nextDouble(0.29, 0.345);
        double play = size / 2.0 - 1.14 * scale;
        double turn = random.nextDouble(2 * Math.PI);
        double askew = 0.16 * Math.sqrt(random.nextDouble());
        double towards = random.nextDouble(2 * Math.PI);
        return new View(
                size,
                size / 2.0 + play * random.nextDouble(-0.9, 0.9),
                size / 2.0 + play * random.nextDouble(-0.9, 0.9),
                scale,
                turn,
                Math.cos(turn),
                Math.sin(turn),
                askew * Math.cos(towards),
                askew * Math.sin(towards),
                random.nextDouble(0.06, 0.15));
    }

    double u(double pixelX, double pixelY) {
        return (cosine * (pixelX - centreX) + sine * (pixelY - centreY)) / scale;
    }

    double v(double pixelX, double pixelY) {
        return (cosine * (pixelY - centreY) - sine * (pixelX - centreX)) / scale;
    }

    double pixelX(double u, double v) {
        return centreX + scale * (cosine * u - sine * v);
    }

    double pixelY(double u, double v) {
        return centreY + scale * (sine * u + cosine * v);
    }

    double slantX(double u) {
        return askewX + perspective * (u - u(size / 2.0, size / 2.0));
    }

    double slantY(double v) {
        return askewY + perspective * (v - v(size / 2.0, size / 2.0));
    }
}
