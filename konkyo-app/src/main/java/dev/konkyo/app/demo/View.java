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
 * @param askewX the slant on the part's axis, as {@code askewY}
 * @param perspective growth of the slant per unit of distance from the axis
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
        double scale = size * random.nextDouble(0.355, 0.405);
        double play = size / 2.0 - 1.14 * scale;
        double offX = play * random.nextDouble(-0.9, 0.9);
        double offY = play * random.nextDouble(-0.9, 0.9);
        double turn = random.nextDouble(2 * Math.PI);
        double cosine = Math.cos(turn);
        double sine = Math.sin(turn);
        double askew = 0.16 * Math.sqrt(random.nextDouble());
        double towards = random.nextDouble(2 * Math.PI);
        double perspective = random.nextDouble(0.06, 0.15);
        // A part away from the photo's centre is seen from the side, whichever way the camera points.
        double aside = perspective / scale;
        return new View(
                size,
                size / 2.0 + offX,
                size / 2.0 + offY,
                scale,
                turn,
                cosine,
                sine,
                askew * Math.cos(towards) + aside * (cosine * offX + sine * offY),
                askew * Math.sin(towards) + aside * (cosine * offY - sine * offX),
                perspective);
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
        return askewX + perspective * u;
    }

    double slantY(double v) {
        return askewY + perspective * v;
    }
}
