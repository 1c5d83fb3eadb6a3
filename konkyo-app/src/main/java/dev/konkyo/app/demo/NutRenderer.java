package dev.konkyo.app.demo;

import dev.konkyo.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Renders hex nuts on a conveyor belt.
 *
 * @param size side of the photos in pixels, at least 32
 * @param mildest the smallest severity of a defect, in [0, 1]; 0 includes defects that are hard to see
 */
public record NutRenderer(int size, double mildest) implements PartRenderer {
    /** Mean change of the display value in [0, 1] that makes a defect visible; a weaker one is drawn again. */
    private static final double VISIBLE = 0.06;

    public NutRenderer {
        if (size < 32 || !(mildest >= 0 && mildest <= 1)) {
            throw new IllegalArgumentException(
                    "a nut needs at least 32 pixels and a severity in [0, 1], got " + size + " and " + mildest);
        }
    }

    /** Defects of every severity. */
    public NutRenderer(int size) {
        this(size, 0);
    }

    @Override
    public RenderedPart render(RandomGenerator random, Condition condition) {
        var shot = new Shot(random, size);
        return condition == Condition.OK ? sound(shot) : damaged(shot);
    }

    @Override
    public List<RenderedPart> matched(long seed) {
        var shot = new Shot(new SplittableRandom(seed), size);
        return List.of(sound(shot), damaged(shot));
    }

    /** One sound nut before the camera. */
    private static final class Shot {
        final Scene scene;
        final Sensor sensor;
        final Painter painter;
        /** What happens to the nut is drawn from here: a stream of its own, which does not shift the scene or the noise. */
        final RandomGenerator defects;
        /** Linear radiance, [size, size, 3]. */
        final float[] linear;

        Shot(RandomGenerator random, int size) {
            var sceneRandom = new SplittableRandom(random.nextLong());
            var sensorRandom = new SplittableRandom(random.nextLong());
            defects = new SplittableRandom(random.nextLong());
            scene = Scene.sample(sceneRandom, size);
            sensor = Sensor.sample(sensorRandom, scene);
            painter = new Painter(scene);
            linear = painter.sound();
        }
    }

    private RenderedPart sound(Shot shot) {
        return new RenderedPart(shot.sensor.develop(shot.linear, size), Mask.empty(size, size), List.of());
    }

    private RenderedPart damaged(Shot shot) {
        float[] linear = shot.linear.clone();
        boolean[] mask = new boolean[size * size];
        List<Defect> defects = damage(shot.defects, shot.scene, shot.painter, shot.sensor, linear, mask);
        return new RenderedPart(shot.sensor.develop(linear, size), new Mask(size, size, mask), defects);
    }

    /**
     * Damages a sound nut.
     *
     * @param linear linear radiance, [size, size, 3], changed where the defects are
     * @param mask set where they are
     */
    List<Defect> damage(
            RandomGenerator random, Scene scene, Painter painter, Sensor sensor, float[] linear, boolean[] mask) {
        double draw = random.nextDouble();
        int count = draw < 0.75 ? 1 : draw < 0.94 ? 2 : 3;
        List<Defect> defects = new ArrayList<>();
        List<Alteration> alterations = new ArrayList<>();
        while (defects.size() < count) {
            DefectKind kind = Pick.from(random, DefectKind.KINDS);
            double severity = random.nextDouble(mildest, Math.nextUp(1.0));
            // A kind that stays unseen in a dozen places gives way to another.
            for (int attempt = 0; attempt < 12; attempt++) {
                alterations.add(kind.sample(random, scene, severity));
                float[] before = linear.clone();
                Mask changed = painter.add(alterations, linear);
                if (visible(changed, before, linear, sensor)) {
                    defects.add(new Defect(kind, Math.min(severity, 1)));
                    include(changed, mask);
                    break;
                }
                alterations.removeLast();
                System.arraycopy(before, 0, linear, 0, linear.length);
            }
        }
        return defects;
    }

    private boolean visible(Mask changed, float[] before, float[] after, Sensor sensor) {
        int count = 0;
        double sum = 0;
        for (int i = 0; i < size * size; i++) {
            if (changed.at(i / size, i % size)) {
                float strongest = 0;
                for (int j = 3 * i; j < 3 * i + 3; j++) {
                    strongest = Math.max(strongest, Math.abs(sensor.display(after[j]) - sensor.display(before[j])));
                }
                count++;
                sum += strongest;
            }
        }
        return count >= Math.max(4, 0.0007 * size * size) && sum / count > VISIBLE;
    }

    private static void include(Mask changed, boolean[] mask) {
        for (int i = 0; i < mask.length; i++) {
            mask[i] |= changed.at(i / changed.width(), i % changed.width());
        }
    }
}
