package dev.konkyo.app.report;

import dev.konkyo.evidence.Explanation;
import dev.konkyo.model.Prediction;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a model said of a photo whose class is known.
 *
 * @param photo its file
 * @param truth index of the class that the photo shows, among what the model can say of it
 * @param mask the pixels that the class rests on, where they are marked
 * @param explanation the grounds, where they were asked for
 * @param timing what it took
 */
public record Judgement(
        Path photo,
        int truth,
        Optional<PhotoMask> mask,
        Prediction prediction,
        Optional<Explanation> explanation,
        Timing timing) {
    /** Whether the model gave the photo its own label. */
    public boolean right() {
        return prediction.answer() == truth;
    }

    /** The name of the class that the photo shows. */
    public String truthLabel() {
        return truth < prediction.labels().size() ? prediction.labels().get(truth) : Prediction.UNKNOWN;
    }
}
