package dev.konkyo.faithfulness;

import dev.konkyo.evidence.Target;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;
import dev.konkyo.image.Preprocessing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One method on one photo: the map that it gave, and what a metric may ask of method and model. Everything is at the size of the
 * network's input.
 */
public final class Trial {
    private final Scorer scorer;
    private final Contender contender;
    private final float[] image;
    private final int label;
    private final float[] map;
    private final double score;
    private final long seed;
    private final Map<Filling, Filling.Filled> fillings;
    private final double milliseconds;

    /**
     * Explains the photo.
     *
     * @param image [3, height, width] as the card's preprocessing makes it
     * @param label index of the class whose score is explained
     * @param score of the photo for that class
     * @param seed of all that is drawn by chance
     */
    public Trial(Scorer scorer, Contender contender, float[] image, int label, double score, long seed) {
        this(scorer, contender, image, label, score, seed, new HashMap<>());
    }

    /** A trial that shares with others on the same photo what removed pixels become. */
    Trial(
            Scorer scorer,
            Contender contender,
            float[] image,
            int label,
            double score,
            long seed,
            Map<Filling, Filling.Filled> fillings) {
        this.scorer = scorer;
        this.contender = contender;
        this.image = image;
        this.label = label;
        this.seed = seed;
        this.fillings = fillings;
        this.score = score;
        long start = System.nanoTime();
        map = find(image);
        milliseconds = (double) (System.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** The photo, [3, height, width], normalised. Treat it as read-only. */
    public float[] image() {
        return image;
    }

    public Preprocessing preprocessing() {
        return scorer.model().card().preprocessing();
    }

    public int height() {
        return preprocessing().height();
    }

    public int width() {
        return preprocessing().width();
    }

    /** How many places a map has: height times width. */
    public int places() {
        return height() * width();
    }

    /** The photo, ready for pixels to be taken away. */
    Filling.Filled filled(Filling filling) {
        return fillings.computeIfAbsent(filling, chosen -> chosen.of(image, height(), width()));
    }

    /** The method's map, [height, width]. Treat it as read-only. */
    public float[] map() {
        return map;
    }

    /** What making the map took. */
    double milliseconds() {
        return milliseconds;
    }

    /** The score of the explained class, in [0, 1]. */
    public double score() {
        return score;
    }

    /** The scores of the explained class for changed photos, each [3, height, width]. */
    public double[] scores(List<float[]> changed) {
        return scorer.scores(changed, label);
    }

    /**
     * What the method finds in a changed photo, [height, width]; nothing if it explains the highest score alone and the change made that
     * another's, or if its map of the change holds no finite numbers.
     */
    public Optional<float[]> explain(float[] changed) {
        try {
            return Optional.of(find(changed));
        } catch (GraphException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private float[] find(float[] photo) {
        var shape = Shape.of(1, 3, height(), width());
        var input = TensorData.ofFloats(shape, photo);
        return contender
                .heatmap(scorer.model(), input, new Target.Label(label), Box.whole(height(), width()))
                .onto(height(), width())
                .values();
    }

    /** The places from the most to the least important; equal ones in an order by chance, not from the top left. */
    public int[] order() {
        int[] shuffled = Lot.order(map.length, random());
        long[] keys = new long[map.length];
        for (int i = 0; i < keys.length; i++) {
            // Adding zero makes -0 and 0 equal. The bits of negative floats count downwards.
            int bits = Float.floatToIntBits(map[shuffled[i]] + 0f);
            int ascending = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
            keys[i] = ((long) ~ascending << Integer.SIZE) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = shuffled[(int) keys[i]];
        }
        return order;
    }

    /** A generator that begins the same way for the same photo. */
    public SplittableRandom random() {
        return new SplittableRandom(seed);
    }
}
