package dev.konkyo.dataset;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Photos at the network's scale. They are kept while the budget lasts, since decoding takes several times as long as everything
 * else that is done to a photo; what the budget does not hold is decoded anew each time, with the same result.
 */
final class PhotoCache {
    private final List<Sample> samples;
    private final Preprocessing preprocessing;
    private final PhotoReader reader;
    private final AtomicLong bytesLeft;
    private final Map<Integer, Scaled> kept = new ConcurrentHashMap<>();

    PhotoCache(List<Sample> samples, Preprocessing preprocessing, PhotoReader reader, long bytes) {
        this.samples = samples;
        this.preprocessing = preprocessing;
        this.reader = reader;
        this.bytesLeft = new AtomicLong(bytes);
    }

    /**
     * A photo at the network's scale.
     *
     * @param proportion the photo's width by its height before
     */
    record Scaled(Image image, double proportion) {}

    /** The whole photo of a sample; fails as {@link PhotoReader} does. */
    Scaled scaled(int sample) {
        Scaled known = kept.get(sample);
        return known != null ? known : keep(sample, decode(sample));
    }

    /** How many photos are kept. */
    int size() {
        return kept.size();
    }

    private Scaled decode(int sample) {
        Image photo = reader.read(samples.get(sample).photo(), preprocessing.shortSideNeeded());
        return new Scaled(preprocessing.scaled(photo), (double) photo.width() / photo.height());
    }

    private Scaled keep(int sample, Scaled photo) {
        int bytes = photo.image().rgb().length;
        if (bytesLeft.addAndGet(-bytes) < 0 || kept.putIfAbsent(sample, photo) != null) {
            bytesLeft.addAndGet(bytes);
        }
        return photo;
    }
}
