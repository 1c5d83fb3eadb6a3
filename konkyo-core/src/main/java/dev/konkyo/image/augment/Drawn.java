package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import dev.konkyo.image.Border;
import dev.konkyo.image.Image;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.Mapping;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.ToneCurve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changes that were drawn for one picture.
 *
 * @param steps in the order of their application: changes of place first
 */
public record Drawn(List<Step> steps) {
    public Drawn {
        steps = List.copyOf(steps);
    }

    /**
     * One of them.
     *
     * @param name of the augmentation it was drawn from
     */
    public record Step(String name, Change change) {
        /** Name and drawn numbers. */
        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", name);
            // By name, for the same file on every run.
            values.putAll(new TreeMap<>(change.values()));
            return values;
        }
    }

    /** All changes of place as one. */
    public Mapping mapping() {
        Mapping all = Affine.IDENTITY;
        for (Step step : steps) {
            all = step.change() instanceof Change.Move move ? all.then(move.mapping()) : all;
        }
        return all;
    }

    /** All changes of the pixels' values. */
    public Image paint(Image picture) {
        Image painted = picture;
        for (Step step : steps) {
            painted = step.change() instanceof Change.Repaint repaint
                    ? repaint.paint().apply(painted)
                    : painted;
        }
        return painted;
    }

    /**
     * The numbers of the painted picture, as a network takes them. A curve at the end, such as that of light,
     * needs no pass of its own.
     *
     * @param target as for {@link Preprocessing#normalise(Image, Inputs, int)}
     */
    void normalise(Image picture, Preprocessing preprocessing, Inputs target, int index) {
        if (!steps.isEmpty()
                && steps.getLast().change() instanceof Change.Repaint last
                && last.paint() instanceof ToneCurve curve) {
            Image painted = new Drawn(steps.subList(0, steps.size() - 1)).paint(picture);
            preprocessing.normalise(painted, curve, target, index);
        } else {
            preprocessing.normalise(paint(picture), target, index);
        }
    }

    /** A changed photo of the same size. */
    public Augmented apply(Image photo, Border border) {
        Mapping mapping = mapping();
        Image moved =
                mapping.equals(Affine.IDENTITY) ? photo : photo.warped(mapping, photo.height(), photo.width(), border);
        return new Augmented(paint(moved), photo.height(), photo.width(), mapping);
    }

    /** What was drawn, for records: for each step its name and numbers. */
    public List<Map<String, Object>> values() {
        return steps.stream().map(Step::values).toList();
    }
}
