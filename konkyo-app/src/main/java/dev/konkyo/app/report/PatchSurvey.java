package dev.konkyo.app.report;

import dev.konkyo.evidence.PatchLogits;
import dev.konkyo.graph.PatchGrid;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Goes through photos whose classes are known and keeps the patches that tell most (Brendel and Bethge 2019, figures 4 and 5): of each class
 * those that speak most and least for it, those in other classes' photos that speak for it all the same, and those that the wrong decisions
 * rest on. Of one photo a list takes few patches, and none that overlap.
 */
public final class PatchSurvey {
    private static final int PER_PHOTO = 2;
    private static final int PER_FOOLED = 3;

    private final PatchLogits patches;
    private final PatchGrid grid;
    private final Preprocessing preprocessing;
    private final List<ClassPatches> classes;
    private final List<FooledPhoto> fooled = new ArrayList<>();

    /**
     * A survey without photos yet.
     *
     * @param count patches that each list keeps
     */
    public PatchSurvey(PatchLogits patches, int count) {
        this.patches = patches;
        grid = patches.grid();
        var card = patches.model().card();
        preprocessing = card.preprocessing();
        classes = Stream.generate(() -> new ClassPatches(count))
                .limit(card.labels().size())
                .toList();
    }

    /** Every class's patches, in the model's order. */
    public List<ClassPatches> classes() {
        return classes;
    }

    /** The photos that were judged wrong, in their order. */
    public List<FooledPhoto> fooled() {
        return List.copyOf(fooled);
    }

    /**
     * Takes a photo.
     *
     * @param truth index of the class that it shows
     */
    public void add(Path file, Image photo, int truth) {
        var found = pass(photo);
        float[] logits = found.logits().toFloats();
        int said = IntStream.range(0, logits.length).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a);
        float[] own = map(found, truth);
        for (int label = 0; label < logits.length; label++) {
            if (label == truth) {
                var weakest = patches(file, photo, negative(own), PER_PHOTO).stream()
                        .map(patch -> new SeenPatch(file, patch.seen(), patch.box(), -patch.evidence()))
                        .toList();
                classes.get(label).own(said == truth, patches(file, photo, own, PER_PHOTO), weakest);
            } else {
                classes.get(label).foreign(patches(file, photo, map(found, label), PER_PHOTO));
            }
        }
        if (said != truth) {
            float[] rather = map(found, said);
            for (int i = 0; i < rather.length; i++) {
                rather[i] -= own[i];
            }
            fooled.add(new FooledPhoto(file, truth, said, patches(file, photo, rather, PER_FOOLED)));
        }
    }

    /** What all patches of a photo say of each of these classes, in one pass; a map's mean is its class's logit. */
    public List<Heatmap> heatmaps(Image photo, List<Integer> labels) {
        Box covered = patches.model()
                .covered(grid.rows(), grid.columns())
                .within(preprocessing.placement(photo.height(), photo.width()));
        var found = pass(photo);
        return labels.stream()
                .map(label -> new Heatmap(grid.rows(), grid.columns(), map(found, label), Unit.SCORE, covered))
                .toList();
    }

    private PatchLogits.Pass pass(Image photo) {
        return patches.pass(patches.model().card().input(photo));
    }

    private float[] map(PatchLogits.Pass pass, int label) {
        float[] values = new float[grid.rows() * grid.columns()];
        pass.maps().floatBuffer().get(label * values.length, values);
        return values;
    }

    private static float[] negative(float... values) {
        float[] negative = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            negative[i] = -values[i];
        }
        return negative;
    }

    /** The patches with the highest values that do not overlap, the highest first. */
    private List<SeenPatch> patches(Path file, Image photo, float[] values, int most) {
        List<SeenPatch> chosen = new ArrayList<>();
        var order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .iterator();
        while (order.hasNext() && chosen.size() < most) {
            int place = order.next();
            Box seen = seen(place / grid.columns(), place % grid.columns());
            if (chosen.stream()
                    .allMatch(patch -> patch.seen().intersection(seen).isEmpty())) {
                chosen.add(new SeenPatch(file, seen, inPhoto(seen, photo), values[place]));
            }
        }
        return chosen;
    }

    /** What a place sees of the input; where that may be all of it, the place's own cell. */
    private Box seen(int row, int column) {
        Box whole = Box.whole(preprocessing.height(), preprocessing.width());
        Box patch = grid.wider() ? grid.cell(row, column) : grid.patch(row, column);
        return patch.intersection(whole).orElse(whole);
    }

    private Box inPhoto(Box seen, Image photo) {
        Box whole = Box.whole(photo.height(), photo.width());
        Box box = seen.scaled(1.0 / preprocessing.width(), 1.0 / preprocessing.height())
                .within(preprocessing.placement(photo.height(), photo.width()));
        return box.intersection(whole).orElse(whole);
    }
}
