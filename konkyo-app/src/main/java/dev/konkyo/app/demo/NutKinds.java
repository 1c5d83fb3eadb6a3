package dev.konkyo.app.demo;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Sound nuts of every metal on every belt: a task with 25 classes, some of which are easily taken for each other (zinc, bare and
 * stainless steel).
 *
 * @param size side of the photos in pixels, at least 32
 */
public record NutKinds(int size) {
    private static final List<Kind> KINDS = Coat.KINDS.stream()
            .flatMap(coat -> Belt.KINDS.stream().map(belt -> new Kind(coat, belt)))
            .toList();

    public NutKinds {
        if (size < 32) {
            throw new IllegalArgumentException("a nut needs at least 32 pixels, got " + size);
        }
    }

    private record Kind(Coat coat, Belt belt) {
        String label() {
            return (coat.name() + " on " + belt.name()).toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        boolean shownIn(Scene scene) {
            return scene.metal().coat() == coat && scene.belt() == belt;
        }
    }

    /** The classes' names. */
    public static List<String> labels() {
        return KINDS.stream().map(Kind::label).toList();
    }

    /**
     * One photo.
     *
     * @param label one of {@link #labels()}
     */
    public Image render(RandomGenerator random, String label) {
        Kind kind = KINDS.get(labels().indexOf(label));
        // Scenes are drawn as for any nut until one shows the kind: whatever else a scene holds keeps its spread.
        Scene scene = Stream.generate(() -> Scene.sample(random, size))
                .filter(kind::shownIn)
                .findFirst()
                .orElseThrow();
        return Sensor.sample(random, scene).develop(new Painter(scene).sound(), size);
    }

    /**
     * Writes photos as PNG into class folders; more photos of the same seed begin with the same ones.
     *
     * @param folder where the class folders go; made if missing
     * @param photos of each class
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, int photos, long seed) throws IOException {
        var seeds = new SplittableRandom(seed);
        for (String label : labels()) {
            var own = seeds.split();
            Path inside = Files.createDirectories(folder.resolve(label));
            for (int number = 0; number < photos; number++) {
                PhotoWriter.writePng(render(own.split(), label), inside.resolve("%04d.png".formatted(number)));
            }
        }
    }
}
