package dev.konkyo.analysis;

import dev.konkyo.image.Image;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How often two models are still right when the patches of a photo change places. A model that only counts local features does not mind
 * as long as the patches hold them; one that needs the whole shape does.
 */
public final class ShuffleComparison {
    private final ModelPair pair;
    private final List<Shuffle> shuffles;
    private final SplittableRandom random;
    private final Robustness.Count count;

    /** @param shuffles beside the photos as they are */
    public ShuffleComparison(ModelPair pair, List<Shuffle> shuffles, long seed) {
        this.pair = pair;
        this.shuffles = List.copyOf(shuffles);
        this.random = new SplittableRandom(seed);
        this.count = new Robustness.Count(
                pair.labels().size(),
                shuffles.stream()
                        .map(shuffle -> "%d x %d".formatted(shuffle.grid(), shuffle.grid()))
                        .toList());
    }

    /** Takes a photo in; both models see the same shuffled pictures. */
    public void add(JudgedPhoto photo) {
        List<Image> shuffled = shuffles.stream()
                .map(shuffle -> shuffle.of(photo.picture(), random))
                .toList();
        count.add(photo, pair.subjects().map(subject -> subject.logits(shuffled)));
    }

    /** How often who was right. */
    public Robustness result() {
        return count.result();
    }
}
