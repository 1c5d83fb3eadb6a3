package dev.konkyo.app.demo;

import dev.konkyo.image.Mask;
import java.util.List;

/** Casts two to four rays per pixel into a scene and gathers the light that comes back. */
final class Painter {
    private final Scene scene;
    private final NutRay ray;
    private final Finish finish;
    private final Shadow shadow;
    private final Hit hit = new Hit();
    private final float[] light = new float[3];

    Painter(Scene scene) {
        this.scene = scene;
        this.ray = new NutRay(scene);
        this.finish = new Finish(scene);
        this.shadow = new Shadow(scene);
    }

    /** The part without defects: linear radiance, [size, size, 3]. */
    float[] sound() {
        int size = scene.view().size();
        float[] linear = new float[3 * size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                pixel(x, y, List.of());
                System.arraycopy(light, 0, linear, 3 * (y * size + x), 3);
            }
        }
        return linear;
    }

    /**
     * Paints the last of some defects over a photo that shows the others.
     *
     * @param linear linear radiance, [size, size, 3], changed where the last defect is
     * @return the pixels that the last defect changed
     */
    Mask add(List<Alteration> defects, float[] linear) {
        View view = scene.view();
        int size = view.size();
        boolean[] mask = new boolean[size * size];
        Alteration.Reach reach = defects.getLast().reach();
        double middleX = view.pixelX(reach.u(), reach.v());
        double middleY = view.pixelY(reach.u(), reach.v());
        double pixel = 1 / view.scale();
        double radius = reach.radius() * view.scale() + 1;
        for (int y = (int) Math.max(0, middleY - radius); y < Math.min(size, middleY + radius); y++) {
            for (int x = (int) Math.max(0, middleX - radius); x < Math.min(size, middleX + radius); x++) {
                double u = view.u(x + 0.5, y + 0.5);
                double v = view.v(x + 0.5, y + 0.5);
                if (defects.getLast().near(u, v, pixel) && pixel(x, y, defects)) {
                    mask[y * size + x] = true;
                    System.arraycopy(light, 0, linear, 3 * (y * size + x), 3);
                }
            }
        }
        return new Mask(size, size, mask);
    }

    /** Fills in {@code light}; returns whether the last defect changed it. */
    private boolean pixel(int x, int y, List<Alteration> defects) {
        light[0] = 0;
        light[1] = 0;
        light[2] = 0;
        boolean changed = sample(x + 0.25, y + 0.25, defects);
        boolean belt = hit.place == Hit.Place.BELT;
        changed |= sample(x + 0.75, y + 0.75, defects);
        // The belt's texture is soft enough for two rays.
        boolean four = !defects.isEmpty() || !belt || hit.place != Hit.Place.BELT;
        if (four) {
            changed |= sample(x + 0.75, y + 0.25, defects);
            changed |= sample(x + 0.25, y + 0.75, defects);
        }
        for (int channel = 0; channel < 3; channel++) {
            light[channel] *= four ? 0.25f : 0.5f;
        }
        return changed;
    }

    private boolean sample(double pixelX, double pixelY, List<Alteration> defects) {
        View view = scene.view();
        ray.cast(view.u(pixelX, pixelY), view.v(pixelX, pixelY), hit);
        if (hit.place == Hit.Place.BELT) {
            shadow.fall(pixelX, pixelY, hit);
        } else {
            finish.metal(hit);
        }
        boolean wasPart = hit.place != Hit.Place.BELT;
        boolean changed = false;
        for (Alteration defect : defects) {
            changed = defect.reach().holds(hit.u, hit.v) && defect.alter(hit, ray);
        }
        if (wasPart && hit.place == Hit.Place.BELT) {
            uncovered(pixelX, pixelY);
        }
        if (hit.place == Hit.Place.BELT) {
            finish.belt(hit, light, 0);
        } else {
            scene.light().shade(hit, scene.beltColour(), light, 0);
        }
        return changed;
    }

    /** Where a defect lays the belt bare, this is lit like the belt just outside the part. */
    private void uncovered(double pixelX, double pixelY) {
        View view = scene.view();
        double radius = Math.max(1e-6, Math.sqrt(hit.x * hit.x + hit.y * hit.y));
        double push = (0.04 + Math.max(0, -scene.shape().outside(hit.x, hit.y))) / radius;
        double outX = view.pixelX(hit.x * push, hit.y * push) - view.centreX();
        double outY = view.pixelY(hit.x * push, hit.y * push) - view.centreY();
        shadow.fall(Math.clamp(pixelX + outX, 0, view.size()), Math.clamp(pixelY + outY, 0, view.size()), hit);
    }
}
