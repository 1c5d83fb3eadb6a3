package dev.konkyo.analysis;

import dev.konkyo.image.Image;
import java.util.List;

/**
 * How often two models still see what a photo showed in a texture that was made of it: the same local features in the same amounts, at other
 * places.
 */
public final class TextureComparison {
    private final ModelPair pair;
    private final Robustness.Count count;

    public TextureComparison(ModelPair pair) {
        this.pair = pair;
        this.count = new Robustness.Count(pair.labels().size(), List.of("texture"));
    }

    /**
     * Takes a photo in.
     *
     * @param texture made of its picture
     * @return the texture as both models judge it
     */
    public JudgedPhoto add(JudgedPhoto photo, Image texture) {
        var scores = pair.subjects().map(subject -> subject.logits(List.of(texture)));
        count.add(photo, scores);
        return new JudgedPhoto(texture, photo.label(), scores.map(List::getFirst));
    }

    /** How often who was right. */
    public Robustness result() {
        return count.result();
    }
}
