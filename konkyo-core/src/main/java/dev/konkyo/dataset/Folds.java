package dev.konkyo.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Divides samples into folds, each of which is held back once while the others are trained on. Every fold has the same share of every class, to
 * one photo. The same seed and the same paths give the same folds, on every machine.
 *
 * @param count of folds, at least 2
 * @param seed of the choice
 */
public record Folds(int count, long seed) {
    public Folds {
        if (count < 2) {
            throw new IllegalArgumentException("a cross-validation needs at least 2 folds, got " + count);
        }
    }

    /**
     * The data set of every fold: its photos validate, the others of the training, validation and undivided part are trained on. A class's
     * only photo is always trained on, with a warning.
     *
     * @param duplicates stay in one fold
     * @throws DatasetException if no class has as many different photos as there are folds
     */
    public List<Dataset> of(Dataset data, Duplicates duplicates) {
        Map<Sample, Integer> foldOf = new HashMap<>();
        List<String> alone = new ArrayList<>();
        int next = 0;
        int most = 0;
        for (int label = 0; label < data.labels().size(); label++) {
            List<List<Sample>> units = units(data, label, duplicates);
            most = Math.max(most, units.size());
            if (units.size() == 1) {
                alone.add(data.labels().get(label));
            } else {
                Collections.shuffle(
                        units, new Random(seed * 31 + data.labels().get(label).hashCode()));
                for (List<Sample> unit : units) {
                    int fold = next++ % count;
                    unit.forEach(sample -> foldOf.put(sample, fold));
                }
            }
        }
        if (most < count) {
            throw new DatasetException("expected a class with at least " + count + " different photos for " + count
                    + " folds, got at most " + most + "; choose fewer folds or add photos");
        }
        Dataset warned = data;
        for (String label : alone) {
            warned = warned.warned("class '" + label
                    + "' has a single photo: every fold trains on it, and none validates it; add photos");
        }
        Dataset whole = warned;
        return IntStream.range(0, count)
                .mapToObj(fold -> duplicates.together(divided(whole, foldOf, fold)))
                .toList();
    }

    private static Dataset divided(Dataset data, Map<Sample, Integer> foldOf, int fold) {
        return data.with(data.samples().stream()
                .map(sample -> sample.part() == Part.TEST
                        ? sample
                        : sample.in(foldOf.getOrDefault(sample, -1) == fold ? Part.VALIDATION : Part.TRAINING))
                .toList());
    }

    private static List<List<Sample>> units(Dataset data, int label, Duplicates duplicates) {
        return duplicates.units(data.samples().stream()
                .filter(sample -> sample.label() == label && sample.part() != Part.TEST)
                .toList());
    }
}
