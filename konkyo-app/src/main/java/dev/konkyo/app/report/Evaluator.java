package dev.konkyo.app.report;

import dev.konkyo.dataset.BoxAnnotations;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Explainer;
import dev.konkyo.evidence.Explanation;
import dev.konkyo.evidence.Target;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Judges photos one by one.
 *
 * @param method explains each photo; without one photos are only classified
 * @param progress told the number of photos judged so far
 */
public record Evaluator(Classifier model, Optional<EvidenceMethod> method, PhotoReader reader, IntConsumer progress) {
    /** Where photos are explained, the time of a decision alone costs a second pass: so many photos are enough. */
    private static final int DECIDED_ALONE = 30;

    /**
     * Judges every photo of a data set.
     *
     * @param data under the model's own labels, see {@link Dataset#ordered}
     */
    public Evaluation judge(Dataset data) {
        List<Judgement> judgements = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>(BoxAnnotations.withoutBoxes(data));
        var markings = Markings.of(data);
        for (Sample sample : data.samples()) {
            try {
                boolean alone = method.isEmpty() || judgements.size() < DECIDED_ALONE;
                // At its full size whether it is explained or not, as explain reads it, so that a score is always the
                // same.
                var photo = Timed.of(() -> reader.read(sample.photo()));
                judgements.add(judge(sample, photo, mask(sample, photo.value(), markings, skipped), alone));
            } catch (UnreadablePhotoException e) {
                skipped.add(new Skipped(sample.photo(), e.reason()));
            }
            progress.accept(judgements.size());
        }
        return new Evaluation(model.card().answers(), judgements, skipped);
    }

    /** The sample's mask or boxes if they can be read and fit the photo; damaged ones cost the mask, not the photo. */
    private Optional<PhotoMask> mask(Sample sample, Image photo, Markings markings, List<Skipped> skipped) {
        try {
            Optional<PhotoMask> mask = markings.of(sample, photo.height(), photo.width());
            if (mask.isPresent() && mask.get().read(reader).count() == 0) {
                throw new UnreadablePhotoException(
                        sample.mask().orElse(sample.photo()),
                        "marks no pixel, expected the places of the defect or object");
            }
            return mask;
        } catch (UnreadablePhotoException e) {
            skipped.add(new Skipped(e.file().orElse(sample.photo()), e.reason()));
            return Optional.empty();
        }
    }

    private Judgement judge(Sample sample, Timed<Image> photo, Optional<PhotoMask> mask, boolean alone) {
        Optional<Timed<Prediction>> decision =
                alone ? Optional.of(Timed.of(() -> predict(photo.value()))) : Optional.empty();
        Optional<Timed<Explanation>> grounds = method.map(chosen -> Timed.of(() -> explain(chosen, photo.value())));
        Prediction prediction = grounds.map(found -> found.value().prediction())
                .or(() -> decision.map(Timed::value))
                .orElseThrow();
        var timing = new Timing(photo.milliseconds(), Timed.milliseconds(decision), Timed.milliseconds(grounds));
        return new Judgement(sample.photo(), sample.label(), mask, prediction, grounds.map(Timed::value), timing);
    }

    private Explanation explain(EvidenceMethod chosen, Image photo) {
        return new Explainer(model, chosen).explain(photo, new Target.Predicted());
    }

    private Prediction predict(Image photo) {
        return Prediction.of(model.card(), model.logits(model.card().input(photo)), 0);
    }
}
