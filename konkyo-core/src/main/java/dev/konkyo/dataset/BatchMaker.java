package dev.konkyo.dataset;

import dev.konkyo.image.Inputs;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.image.augment.Mixture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes any batch of any epoch. Each place of each epoch has a seed of its own, or the first of those that are changed alike, so that a batch does not depend on which others
 * were made before it, or by which thread.
 */
final class BatchMaker {
    /** Seeds of an epoch's order and of its batches' mixtures: places are counted from 0. */
    private static final int ORDER = -1;

    private static final int FIRST_MIXTURE = -2;

    private final List<Sample> samples;
    private final Preprocessing preprocessing;
    private final LoaderPlan plan;
    private final PhotoCache photos;
    private final int[] labels;
    private final int alike;
    private final Map<Integer, Skipped> skipped = new ConcurrentHashMap<>();
    private final LongAdder decoding = new LongAdder();
    private final LongAdder augmenting = new LongAdder();

    BatchMaker(List<Sample> samples, Preprocessing preprocessing, LoaderPlan plan, PhotoCache photos) {
        this.samples = samples;
        this.preprocessing = preprocessing;
        this.plan = plan;
        this.photos = photos;
        this.labels = samples.stream().mapToInt(Sample::label).toArray();
        this.alike = plan.sampler().changedAlike(labels);
    }

    int batchesPerEpoch() {
        int whole = samples.size() / plan.batch();
        int rest = samples.size() % plan.batch();
        boolean few = whole == 0 || (whole == 1 && rest > 1);
        boolean kept = plan.remainder() == LoaderPlan.Remainder.KEEP || few;
        return whole + (rest > 0 && kept ? 1 : 0);
    }

    /** The samples of an epoch in the order of their places. */
    int[] order(int epoch) {
        return plan.sampler().order(labels, random(epoch, ORDER));
    }

    /** One batch; empty if none of its photos can be read. */
    Optional<Batch> batch(int epoch, int[] order, int number) {
        int start = number * plan.batch();
        int end = Math.min(order.length, start + plan.batch());
        Inputs inputs = Inputs.zeros(end - start, preprocessing);
        int[] used = new int[end - start];
        int size = 0;
        for (int place = start; place < end; place++) {
            int sample = order[place];
            try {
                fill(sample, random(epoch, place - place % alike), inputs, size);
                used[size++] = sample;
            } catch (UnreadablePhotoException e) {
                skipped.putIfAbsent(sample, new Skipped(samples.get(sample).photo(), e.reason()));
            }
        }
        if (size == 0) {
            return Optional.empty();
        }
        int[] members = Arrays.copyOf(used, size);
        int[] shown = Arrays.stream(members).map(sample -> labels[sample]).toArray();
        return Optional.of(mixed(new Batch(inputs.first(size), shown, members), random(epoch, FIRST_MIXTURE - number)));
    }

    /** Mixes each photo with the one at its place in a random order of the batch. */
    private Batch mixed(Batch batch, SplittableRandom random) {
        Optional<Mixture> drawn = plan.augmentation().mixture(preprocessing.height(), preprocessing.width(), random);
        if (drawn.isEmpty() || batch.size() < 2) {
            return batch;
        }
        Mixture mixture = drawn.get();
        int[] partners = new Sampler.Shuffled().order(batch.labels(), random);
        Inputs unmixed = batch.inputs().copy();
        for (int i = 0; i < batch.size(); i++) {
            mixture.mix(batch.inputs(), i, unmixed, partners[i]);
        }
        int[] others =
                Arrays.stream(partners).map(partner -> batch.labels()[partner]).toArray();
        return batch.mixed(others, mixture.share());
    }

    private void fill(int sample, SplittableRandom random, Inputs inputs, int index) {
        long began = System.nanoTime();
        PhotoCache.Scaled photo = photos.scaled(sample);
        long decoded = System.nanoTime();
        plan.augmentation().normalise(photo.image(), photo.proportion(), preprocessing, random, inputs, index);
        decoding.add(decoded - began);
        augmenting.add(System.nanoTime() - decoded);
    }

    private SplittableRandom random(int epoch, int place) {
        // Odd factors keep different (seed, epoch, place) apart; SplittableRandom mixes the sum well.
        return new SplittableRandom(
                plan.seed() * 0x9e3779b97f4a7c15L + epoch * 0xbf58476d1ce4e5b9L + place * 0x94d049bb133111ebL);
    }

    /** How long batches have taken so far. */
    LoadingTimes times() {
        return new LoadingTimes(decoding.sum(), augmenting.sum());
    }

    /** Photos that could not be read so far, in the order of the samples. */
    List<Skipped> skipped() {
        return skipped.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }
}
