package dev.konkyo.app.report;

import dev.konkyo.heatmap.Captioned;
import dev.konkyo.heatmap.ContactSheet;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Lettering;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures of what a survey found.
 *
 * @param count patches in a row
 */
public record PatchSheets(PatchSurvey survey, ModelCard card, PhotoReader reader, int count) {
    private static final int PATCH = 120;
    private static final int PHOTO = 200;

    /** A class's patches in three rows: most and least convincing in its own photos, most convincing in other photos. */
    public Image patches(int label) {
        var found = survey.classes().get(label);
        List<Captioned> cells = new ArrayList<>();
        row(cells, "most", found.most());
        row(cells, "least", found.least());
        row(cells, "in other photos", found.misleading());
        return new ContactSheet(count, PATCH, PATCH).of(cells);
    }

    private void row(List<Captioned> cells, String kind, List<SeenPatch> patches) {
        for (int i = 0; i < count; i++) {
            cells.add(
                    i < patches.size()
                            ? captioned(kind, patches.get(i))
                            : new Captioned("", Image.filled(PATCH, PATCH, 255, 255, 255)));
        }
    }

    private Captioned captioned(String kind, SeenPatch patch) {
        return new Captioned(
                kind + " " + Lettering.number(patch.evidence()) + " "
                        + patch.photo().getFileName(),
                crop(patch));
    }

    /** As the network sees it. */
    private Image crop(SeenPatch patch) {
        var view = card.preprocessing().view(reader.read(patch.photo()));
        return view.cropped(patch.seen());
    }

    /**
     * Photos, one in a row, each with the heatmap of every given class.
     *
     * @param labels indices of the classes
     */
    public Image heatmaps(List<Path> photos, List<Integer> labels) {
        List<Captioned> cells = new ArrayList<>();
        for (Path file : photos) {
            var photo = reader.read(file);
            cells.add(new Captioned(String.valueOf(file.getFileName()), photo));
            cells.addAll(drawn(photo, labels));
        }
        return new ContactSheet(1 + labels.size(), PHOTO, PHOTO).of(cells);
    }

    /** The photo under the heatmap of each class. */
    private List<Captioned> drawn(Image photo, List<Integer> labels) {
        var overlay = Overlay.standard(Scales.of(card, Unit.SCORE));
        List<Heatmap> maps = survey.heatmaps(photo, labels);
        return IntStream.range(0, maps.size())
                .mapToObj(i -> new Captioned(
                        card.labels().get(labels.get(i)) + ": logit "
                                + Lettering.number((float) maps.get(i).mean()),
                        overlay.tinted(photo, maps.get(i))))
                .toList();
    }

    /** Photos that were judged wrong, one in a row: photo, evidence for what was said and for the truth, and the patches that fooled the model. */
    public Image fooled(List<FooledPhoto> photos) {
        List<Captioned> cells = new ArrayList<>();
        int patches = photos.stream()
                .mapToInt(fooled -> fooled.patches().size())
                .max()
                .orElse(0);
        for (var fooled : photos) {
            var photo = reader.read(fooled.photo());
            cells.add(new Captioned(
                    card.labels().get(fooled.truth()) + ", not " + card.labels().get(fooled.said()) + ": "
                            + fooled.photo().getFileName(),
                    photo));
            cells.addAll(drawn(photo, List.of(fooled.said(), fooled.truth())));
            for (int i = 0; i < patches; i++) {
                cells.add(
                        i < fooled.patches().size()
                                ? captioned("by", fooled.patches().get(i))
                                : new Captioned("", Image.filled(PHOTO, PHOTO, 255, 255, 255)));
            }
        }
        return new ContactSheet(3 + patches, PHOTO, PHOTO).of(cells);
    }
}
