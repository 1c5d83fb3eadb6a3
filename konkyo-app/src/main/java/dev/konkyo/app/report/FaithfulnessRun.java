package dev.konkyo.app.report;

import dev.konkyo.dataset.Sample;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.Study;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Passes photos through a study of heatmaps.
 *
 * @param model decides
 * @param progress told the number of photos that were passed through
 */
public record FaithfulnessRun(Study study, Classifier model, PhotoReader reader, IntConsumer progress) {
    /** Photos and masks that say nothing, and why. */
    private static final class Left {
        private int unreadable;
        private int wrong;
        private int empty;
        private boolean grey;

        List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (unreadable > 0) {
                notes.add(unreadable + " photos, masks or boxes could not be read and were left out");
            }
            if (wrong > 0) {
                notes.add(wrong + " photos with masks or boxes were judged wrong and are not held against them");
            }
            if (empty > 0) {
                notes.add(empty + " masks or boxes mark no pixel and were left out");
            }
            if (grey) {
                notes.add("some masks have grey values; pixels brighter than half are taken as marked");
            }
            return notes;
        }
    }

    /** The numbers of all these photos. */
    public Findings of(FaithfulnessPhotos photos) {
        var left = new Left();
        int done = 0;
        for (var sample : photos.decisions()) {
            read(sample, left, photo -> study.decision(input(photo), predicted(photo)));
            progress.accept(++done);
        }
        for (var sample : photos.marked()) {
            read(sample, left, photo -> mark(sample, photo, photos.markings(), left));
            progress.accept(++done);
        }
        for (var sample : photos.clean()) {
            read(sample, left, photo -> clean(photo, photos));
            progress.accept(++done);
        }
        return study.findings().noting(photos.notes()).noting(left.notes());
    }

    private interface Use {
        void of(Image photo);
    }

    private void read(Sample sample, Left left, Use use) {
        try {
            use.of(reader.read(sample.photo()));
        } catch (UnreadablePhotoException _) {
            left.unreadable++;
        }
    }

    private void mark(Sample sample, Image photo, Markings markings, Left left) {
        var mask = markings.of(sample, photo.height(), photo.width()).orElseThrow();
        if (mask.read(reader).count() == 0) {
            left.empty++;
        } else if (predicted(photo) != sample.label()) {
            left.wrong++;
        } else {
            left.grey |= mask instanceof PhotoMask.Drawn drawn && grey(reader.read(drawn.file()));
            var placement = model.card().preprocessing().placement(photo.height(), photo.width());
            study.marked(input(photo), sample.label(), placement, map -> mask.under(map, reader));
        }
    }

    private static boolean grey(Image mask) {
        for (byte component : mask.rgb()) {
            if (component != 0 && component != -1) {
                return true;
            }
        }
        return false;
    }

    /** A photo without a defect is asked for the defect that it looks most like. */
    private void clean(Image photo, FaithfulnessPhotos photos) {
        float[] logits = logits(photo);
        int label = photos.markedLabels().stream()
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
        var placement = model.card().preprocessing().placement(photo.height(), photo.width());
        study.clean(input(photo), label, placement, photo.height(), photo.width());
    }

    private float[] input(Image photo) {
        return model.card().preprocessing().apply(photo);
    }

    private float[] logits(Image photo) {
        return model.logits(model.card().input(photo)).toFloats();
    }

    private int predicted(Image photo) {
        float[] logits = logits(photo);
        return IntStream.range(0, logits.length).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a);
    }
}
