package dev.konkyo.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Holds samples back from training, the same fraction of every class. The same seed and the same paths give the same split, on every
 * machine; a photo that is added to one class leaves the other classes' split as it was.
 *
 * @param fraction of each class's photos that go to validation, in [0, 1)
 * @param seed of the choice
 */
public record Split(double fraction, long seed) {
    public Split {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("the fraction held back lies in [0, 1), got " + fraction);
        }
    }

    /** Divides as if every photo were another. */
    public Dataset apply(Dataset data) {
        return apply(data, Duplicates.none());
    }

    /**
     * Divides the undivided samples. A data set that has parts already and a validation part among them stays as it is; without a
     * validation part its training part is divided. Of each class at least one photo is held back (unless the fraction is 0) and
     * at least one stays; a class with a single photo is only trained on, with a warning.
     *
     * @param duplicates stay in one part, also where the data set has parts already
     */
    public Dataset apply(Dataset data, Duplicates duplicates) {
        return apply(data, duplicates, Set.of());
    }

    /**
     * Divides for a model that has learnt from some photos already: those are never held back here. On the photos that it was trained on
     * and with the same fraction that is the division of its own training.
     *
     * @param learnt photos that the model knows
     */
    public Dataset apply(Dataset data, Duplicates duplicates, Set<Path> learnt) {
        Set<Sample> heldBack = new HashSet<>();
        List<String> warnings = new ArrayList<>();
        if (fraction > 0 && !data.has(Part.VALIDATION)) {
            for (int label = 0; label < data.labels().size(); label++) {
                List<Sample> ofClass = trainable(data, label);
                List<Sample> unknown = ofClass.stream()
                        .filter(sample -> !learnt.contains(sample.photo()))
                        .toList();
                List<List<Sample>> units = duplicates.units(duplicates.consistent(unknown));
                int kept = unknown.size() == ofClass.size() ? 1 : 0;
                if (units.size() <= kept && !ofClass.isEmpty()) {
                    warnings.add(undivided(data.labels().get(label), ofClass, kept));
                } else {
                    Collections.shuffle(
                            units,
                            new Random(seed * 31 + data.labels().get(label).hashCode()));
                    heldBack.addAll(chosen(units.subList(0, Math.max(0, units.size() - kept)), ofClass.size()));
                }
            }
        }
        Dataset divided = data.with(data.samples().stream()
                .map(sample -> heldBack.contains(sample) ? sample.in(Part.VALIDATION) : trained(sample))
                .toList());
        for (String warning : warnings) {
            divided = divided.warned(warning);
        }
        boolean meant = fraction > 0 || data.has(Part.VALIDATION);
        Dataset together = duplicates.together(divided);
        return meant ? warned(together, divided) : together;
    }

    private static String undivided(String label, List<Sample> photos, int kept) {
        if (kept == 0) {
            return "class '" + label
                    + "' has no photo that the model has not learnt from: nothing is left to validate the"
                    + " class with; add photos";
        }
        return photos.size() == 1
                ? "class '" + label
                        + "' has a single photo: it is trained on, and nothing is left to validate the class with; add photos"
                : "class '" + label + "' has fewer than two different photos under this label alone: all "
                        + photos.size()
                        + " are trained on, and nothing is left to validate the class with; remove copies, add photos";
    }

    /** Names what bringing copies together took from the validation part. */
    private static Dataset warned(Dataset together, Dataset divided) {
        if (!together.has(Part.VALIDATION)) {
            return together.warned(
                    "no photo is left to validate: nothing will tell how good the model is or which epoch"
                            + " is the best; remove copies, give every class at least two different photos, or hold photos back"
                            + " in a folder val/");
        }
        Dataset warned = together;
        List<ClassCounts.Count> before = divided.only(Part.VALIDATION).counts().classes();
        List<ClassCounts.Count> after = together.only(Part.VALIDATION).counts().classes();
        for (int label = 0; label < before.size(); label++) {
            if (before.get(label).photos() > 0 && after.get(label).photos() == 0) {
                warned = warned.warned("class '" + before.get(label).label()
                        + "' has no photo left to validate it: all that were held back have copies that are trained on;"
                        + " remove the copies, or hold other photos back");
            }
        }
        return warned;
    }

    /** The first units up to the fraction of the photos, at least one. */
    private List<Sample> chosen(List<List<Sample>> units, int photos) {
        List<Sample> chosen = new ArrayList<>();
        for (List<Sample> unit : units) {
            if (chosen.isEmpty() || chosen.size() + unit.size() <= Math.round(fraction * photos)) {
                chosen.addAll(unit);
            }
        }
        return chosen;
    }

    private static Sample trained(Sample sample) {
        return sample.part() == Part.UNDIVIDED ? sample.in(Part.TRAINING) : sample;
    }

    private static List<Sample> trainable(Dataset data, int label) {
        return new ArrayList<>(data.samples().stream()
                .filter(sample -> sample.label() == label)
                .filter(sample -> sample.part() == Part.UNDIVIDED || sample.part() == Part.TRAINING)
                .toList());
    }
}
