package dev.konkyo.analysis;

import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import java.util.List;

/**
 * Two models of the same classes.
 *
 * @param subjects under the first one's labels
 * @param view how a photo becomes the picture that both are shown
 */
public record ModelPair(Pair<Subject> subjects, Preprocessing view) {
    /**
     * Brings the classes of both into one order. The picture has the larger of the two sizes, cut out of the photo as the first model wants
     * it.
     *
     * @throws IllegalArgumentException if the models know different classes
     */
    public static ModelPair of(Subject first, Subject second) {
        var own = first.model().card().preprocessing();
        var other = second.model().card().preprocessing();
        var larger = other.length() > own.length() ? own.sized(other.height(), other.width()) : own;
        return new ModelPair(new Pair<>(first.under(first.labels()), second.under(first.labels())), larger);
    }

    /** Whether both models' own settings would cut the same picture out of a photo. */
    public boolean sameFit() {
        return subjects.first()
                .model()
                .card()
                .preprocessing()
                .fit()
                .equals(subjects.second().model().card().preprocessing().fit());
    }

    /** The shared labels. */
    public List<String> labels() {
        return subjects.first().labels();
    }

    /**
     * Shows a photo to both.
     *
     * @param label index into the shared labels
     */
    public JudgedPhoto judge(Image photo, int label) {
        var picture = view.view(photo);
        return new JudgedPhoto(
                picture,
                label,
                subjects.map(subject -> subject.logits(List.of(picture)).getFirst()));
    }
}
