package dev.konkyo.app.demo;

import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A film of nuts on a belt that brings one after the other below the camera, rests, and goes on. All are of one make under one light; some
 * are damaged.
 *
 * @param size side of the square frames in pixels, at least 64
 * @param nuts how many, at least 1
 * @param defective the share of damaged ones, in [0, 1], rounded to whole nuts
 */
public record BeltFilm(int size, int nuts, double defective, long seed) {
    /** Frames per second. */
    public static final double RATE = 25;

    private static final int RESTING = 25;
    private static final int MOVING = 25;
    /** Half the distance between two nuts, in units of half a nut's width; shadows end before. */
    private static final double REACH = 1.95;

    private static final double MILDEST = 0.6;

    public BeltFilm {
        if (size < 64 || nuts < 1 || !(defective >= 0 && defective <= 1)) {
            throw new IllegalArgumentException(
                    "a film of a belt needs frames of at least 64 pixels, a nut, and a share of damaged ones in [0, 1], got "
                            + size + ", " + nuts + " and " + defective);
        }
    }

    /**
     * How one nut is shown.
     *
     * @param nut its number, from 1 on
     * @param from when it comes to rest, in seconds
     * @param to when the belt goes on
     */
    public record Passage(int nut, Condition condition, double from, double to) {}

    /** Where frames go. */
    @FunctionalInterface
    public interface Screen {
        /** Shows a frame at a time in seconds. */
        void show(Image frame, double seconds);
    }

    /** What the film shows. */
    public List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        int left = (int) Math.round(defective * nuts);
        for (int nut = 0; nut < nuts; nut++) {
            // Each order of exactly as many damaged ones is as likely as any other.
            Condition condition = random.nextInt(nuts - nut) < left ? Condition.NG : Condition.OK;
            left -= condition == Condition.NG ? 1 : 0;
            int start = nut * (RESTING + MOVING);
            passages.add(new Passage(nut + 1, condition, start / RATE, (start + RESTING) / RATE));
        }
        return passages;
    }

    /** The number of frames: every nut rests, and the belt moves between them. */
    public int frames() {
        return nuts * RESTING + (nuts - 1) * MOVING;
    }

    /** Shows all frames. The same seed gives the same ones. */
    public void play(Screen screen) {
        new Projection().play(screen);
    }

    /** What is the same for all frames, and the tiles of the belt that are in sight. */
    private final class Projection {
        private final List<Passage> passages = passages();
        private final SplittableRandom seeds = new SplittableRandom(seed + 1);
        private final double scale = 0.38 * size;
        private final int tile = 2 * (int) Math.round(REACH * scale);
        private final Scene make = make(new SplittableRandom(seeds.nextLong()));
        private final Sensor sensor = new Sensor(
                Sensor.sample(new SplittableRandom(seeds.nextLong()), make).exposure(), size / 320.0, 0.12, 0.01, 0);
        private final Map<Integer, float[]> tiles = new HashMap<>();

        /** One make of nut, without dirt on the belt, which would not go on from tile to tile. */
        private Scene make(RandomGenerator random) {
            return new Scene(
                    view(0),
                    NutShape.sample(random),
                    Metal.sample(random),
                    Lighting.sample(random),
                    Belt.RUBBER,
                    Belt.RUBBER.colour(random),
                    0,
                    0,
                    0.3 * random.nextDouble(),
                    random.nextDouble(512));
        }

        private View view(double turn) {
            double middle = tile / 2.0;
            return new View(tile, middle, middle, scale, turn, Math.cos(turn), Math.sin(turn), 0, 0, 0.1);
        }

        void play(Screen screen) {
            for (int frame = 0; frame < frames(); frame++) {
                int nut = frame / (RESTING + MOVING);
                double moved = Math.max(0, (frame % (RESTING + MOVING) - RESTING + 1) / (double) MOVING);
                // Starts and stops gently.
                double eased = moved * moved * (3 - 2 * moved);
                int left = (int) Math.round((nut + eased) * tile + (tile - size) / 2.0);
                tiles.keySet().removeIf(number -> number < nut);
                Sensor exposed =
                        new Sensor(sensor.exposure(), sensor.blur(), sensor.vignette(), sensor.noise(), seed + frame);
                screen.show(exposed.develop(window(left), size), frame / RATE);
            }
        }

        /** The linear radiance of a part of the belt, [size, size, 3]. */
        private float[] window(int left) {
            float[] window = new float[3 * size * size];
            int top = (tile - size) / 2;
            for (int from = left; from < left + size; ) {
                int number = from / tile;
                int count = Math.min(left + size, (number + 1) * tile) - from;
                float[] source = tiles.computeIfAbsent(number, this::tile);
                for (int y = 0; y < size; y++) {
                    int at = 3 * ((top + y) * tile + from - number * tile);
                    System.arraycopy(source, at, window, 3 * (y * size + from - left), 3 * count);
                }
                from += count;
            }
            return window;
        }

        /** One nut on its stretch of the belt: linear radiance, [tile, tile, 3]. */
        private float[] tile(int number) {
            SplittableRandom random = new SplittableRandom(seed + 1000L * (number + 1));
            Scene scene = scene(number, random.nextDouble(2 * Math.PI));
            Painter painter = new Painter(scene);
            float[] linear = painter.sound();
            if (passages.get(number).condition() == Condition.NG) {
                Mask mask = new Mask(tile, tile, new boolean[tile * tile]);
                new NutRenderer(tile, MILDEST).damage(random, scene, painter, sensor, linear, mask.pixels());
            }
            return linear;
        }

        /** The nut's own frame is turned, so what stays as it is for the camera turns the other way in it. */
        private Scene scene(int number, double turn) {
            double perUnit = 1 + make.shape().thickness() * make.view().perspective();
            return new Scene(
                    view(turn),
                    make.shape(),
                    make.metal(),
                    make.light().turned(turn),
                    make.belt(),
                    make.beltColour(),
                    turn,
                    make.dirt(),
                    make.dust(),
                    // The texture goes on where the tile before ends.
                    make.offset() + number * perUnit * tile / scale);
        }
    }
}
