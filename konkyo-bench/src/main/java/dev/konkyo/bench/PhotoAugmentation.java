package dev.konkyo.bench;

import dev.konkyo.image.Affine;
import dev.konkyo.image.Border;
import dev.konkyo.image.Image;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.augment.AugmentationPolicy;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a training photo that is kept decoded costs each time it is shown, on one core: time that the step goes without on two. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PhotoAugmentation {
    private static final double PROPORTION = 4 / 3.0;

    @Param({"96", "224"})
    private int side;

    private final AugmentationPolicy light = AugmentationPolicy.light();
    private Preprocessing preprocessing = Preprocessing.stretched(1, 1);
    private Image photo = Image.filled(1, 1, 0, 0, 0);
    private Inputs input = Inputs.zeros(1, preprocessing);
    private long seed;

    /** Noise, which is as hard to interpolate as anything. */
    @Setup
    public void draw() {
        byte[] rgb = new byte[3 * side * side];
        new Random(1).nextBytes(rgb);
        photo = new Image(side, side, rgb);
        preprocessing = Preprocessing.stretched(side, side);
        input = Inputs.zeros(1, preprocessing);
    }

    /** Mirrored, turned, scaled, moved and brightened at random, then the numbers that the network takes. */
    @Benchmark
    public Inputs augmented() {
        light.normalise(photo, PROPORTION, preprocessing, new SplittableRandom(seed++), input, 0);
        return input;
    }

    /** The turn alone. */
    @Benchmark
    public Image warped() {
        Affine turn = Affine.rotation(0.1 + 1e-6 * (seed++ % 1000)).about(side / 2.0, side / 2.0);
        return photo.warped(turn, side, side, Border.Edge.REFLECT);
    }

    /** The picture first, then its numbers: another pass over its pixels. */
    @Benchmark
    public Inputs pictureThenNumbers() {
        Image view = light.apply(photo, PROPORTION, preprocessing, new SplittableRandom(seed++))
                .view();
        preprocessing.normalise(view, input, 0);
        return input;
    }

    /** The numbers alone. */
    @Benchmark
    public Inputs normalised() {
        preprocessing.normalise(photo, input, 0);
        return input;
    }
}
