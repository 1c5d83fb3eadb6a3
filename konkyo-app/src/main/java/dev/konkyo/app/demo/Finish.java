package dev.konkyo.app.demo;

import dev.konkyo.app.demo.Hit.Place;

/** Gives a met point its material: tool marks, blotches, thin-film colours, dust; or the belt with its dirt. */
final class Finish {
    private static final Colour DUST = new Colour(0.4, 0.38, 0.35);

    private final Scene scene;
    private final Metal metal;
    private final double beltCosine;
    private final double beltSine;
    private final double[] brush;

    Finish(Scene scene) {
        this.scene = scene;
        this.metal = scene.metal();
        this.beltCosine = Math.cos(scene.beltTurn());
        this.beltSine = Math.sin(scene.beltTurn());
        double direction = scene.offset();
        this.brush = new double[] {Math.cos(direction), Math.sin(direction)};
    }

    /** Fills in the metal of a point of the nut. */
    void metal(Hit hit) {
        hit.red = metal.colour().red();
        hit.green = metal.colour().green();
        hit.blue = metal.colour().blue();
        hit.matt = 0;
        hit.along = metal.along();
        hit.across = metal.across();
        double radius = Math.sqrt(hit.x * hit.x + hit.y * hit.y);
        if (hit.place == Place.FACE && metal.lay() == Metal.Lay.BRUSHED) {
            hit.layX = brush[0];
            hit.layY = brush[1];
        } else {
            hit.layX = -hit.y / radius;
            hit.layY = hit.x / radius;
        }
        if (hit.place.onTop()) {
            marks(hit, radius);
            dust(hit);
        }
        blotches(hit);
    }

    private void marks(Hit hit, double radius) {
        double mark;
        if (hit.place == Place.FACE && metal.lay() != Metal.Lay.TUMBLED) {
            double acrossLay = metal.lay() == Metal.Lay.TURNED ? radius : hit.x * brush[1] - hit.y * brush[0];
            double alongLay = metal.lay() == Metal.Lay.TURNED
                    ? 2 * Math.atan2(hit.y, hit.x)
                    : hit.x * brush[0] + hit.y * brush[1];
            mark = 0.7 * Noise.GRAIN.at(66 * acrossLay + scene.offset(), 2 * alongLay)
                    + 0.5 * Noise.GRAIN.at(23 * acrossLay, 1.2 * alongLay + scene.offset());
            double lean = 0.055 * metal.grain() * mark;
            hit.lean(-lean * hit.layY, lean * hit.layX);
        } else {
            mark = 0.6 * Noise.GRAIN.at(34 * hit.x, 34 * hit.y + scene.offset());
            double other = Noise.GRAIN.at(34 * hit.x + 99, 34 * hit.y + scene.offset());
            hit.lean(0.05 * metal.grain() * mark, 0.03 * metal.grain() * other);
        }
        double hair = Noise.HAIRS.at(45 * hit.x, 45 * hit.y + 2 * scene.offset());
        hit.dim(1 + 0.055 * metal.grain() * mark + 0.16 * metal.mottle() * hair);
    }

    private void blotches(Hit hit) {
        double offset = scene.offset();
        double blotch = Noise.CLOUD.at(26 * hit.x + offset, 26 * (hit.y + hit.z));
        hit.dim(Math.max(0.3, 1 + 0.06 * metal.mottle() * blotch));
        hit.across *= 1 + 0.1 * metal.mottle() * blotch;
        double film = metal.iridescence();
        if (film > 0) {
            double order = 0.8 * Noise.CLOUD.at(9 * hit.x, 9 * hit.y + offset) + 1.5 * hit.normalX;
            hit.red *= 1 + 0.10 * film * Math.cos(2.1 * order);
            hit.green *= 1 + 0.08 * film * Math.cos(2.1 * order + 2.1);
            hit.blue *= 1 + 0.12 * film * Math.cos(2.1 * order + 4.2);
        }
    }

    private void dust(Hit hit) {
        double speck = Noise.SPECKS.at(42 * hit.x + 3 * scene.offset(), 42 * hit.y);
        double shown = speck * scene.dust();
        if (shown > 0.1) {
            hit.coat(0.35 * shown, DUST);
        }
    }

    /**
     * Adds the light that the belt sends to the camera.
     *
     * @param rgb linear radiance; three numbers from {@code at} on are added to
     */
    void belt(Hit hit, float[] rgb, int at) {
        Lighting light = scene.light();
        double along = beltCosine * hit.x - beltSine * hit.y;
        double across = beltSine * hit.x + beltCosine * hit.y;
        double offset = scene.offset();
        double texture = Math.max(0.1, scene.belt().texture(along + offset, across));
        double speck = Noise.SPECKS.at(40 * along + 5 * offset, 40 * across) * scene.dirt();
        double dirt = speck > 0.25 ? 0.7 * speck : 0;
        double received = light.matt(0, 0, 1, hit.openness, hit.lit);
        double gloss = scene.belt() == Belt.STEEL ? 0.25 * light.zenith() * hit.openness : 0;
        double shade = received * texture + gloss * texture;
        double crumb = scene.beltColour().luminance() > 0.2 ? 0.05 : 0.3;
        Colour colour = scene.beltColour();
        rgb[at] += (float) ((colour.red() * shade * (1 - dirt) + dirt * crumb * received) * (1 + light.warmth()));
        rgb[at + 1] += (float) (colour.green() * shade * (1 - dirt) + dirt * 0.93 * crumb * received);
        rgb[at + 2] +=
                (float) ((colour.blue() * shade * (1 - dirt) + dirt * 0.85 * crumb * received) * (1 - light.warmth()));
    }
}
