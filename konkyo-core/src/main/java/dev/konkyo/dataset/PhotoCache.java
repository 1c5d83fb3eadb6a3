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
    private final Map<Integer, Image> kept = new ConcurrentHashMap<>();

    PhotoCache(List<Sample> samples, Preprocessing preprocessing, PhotoReader reader, long bytes) {
        this.samples = samples;
        this.preprocessing = preprocessing;
        this.reader = reader;
        this.bytesLeft = new AtomicLong(bytes);
    }

    /** The whole photo of a sample, at the network's scale; fails as {@link PhotoReader} does. */
    Image scaled(int sample) {
        Image known = kept.get(sample);
        return known != null ? known : keep(sample, decode(sample));
    }

    /** How many photos are kept. */
    int size() {
        return kept.size();
    }

    private Image decode(int sample) {
        Image photo = reader.read(samples.get(sample).photo(), preprocessing.shortSideNeeded());
        return preprocessing.scaled(photo);
    }

    private Image keep(int sample, Image image) {
        int bytes = image.rgb().length;
        if (bytesLeft.addAndGet(-bytes) < 0 || kept.putIfAbsent(sample, image) != null) {
            bytesLeft.addAndGet(bytes);
        }
        return image;
    }
}
