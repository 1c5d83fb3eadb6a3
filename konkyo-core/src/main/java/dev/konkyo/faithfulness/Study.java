package dev.konkyo.faithfulness;

import dev.konkyo.graph.GraphException;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.image.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Holds methods against each other and against the baselines, photo by photo. Of a photo only its maps and numbers are kept.
 */
public final class Study {
    /**
     * What is measured.
     *
     * @param perturbation the metrics that change photos
     * @param localization chooses the metrics that need masks
     * @param floor of the evidence scale, where it was measured on a method's maps
     * @param bootstrap makes the intervals
     */
    public record Plan(
            List<PerturbationMetric> perturbation,
            Function<Localization, List<LocalizationMetric<?>>> localization,
            MeasuredFloor floor,
            Bootstrap bootstrap) {
        public Plan {
            perturbation = List.copyOf(perturbation);
        }

        /** What costs little. */
        public static Plan quick(MeasuredFloor floor, long seed) {
            return new Plan(PerturbationMetrics.quick(), Localization::quick, floor, Bootstrap.standard(seed));
        }

        /** All that is said of places, and what costs little of what changes photos. */
        public static Plan brief(MeasuredFloor floor, long seed) {
            return new Plan(PerturbationMetrics.quick(), Localization::all, floor, Bootstrap.standard(seed));
        }

        /** Everything. */
        public static Plan full(MeasuredFloor floor, long seed) {
            return new Plan(PerturbationMetrics.all(), Localization::all, floor, Bootstrap.standard(seed));
        }
    }

    /** Fewer photos hardly show how different photos are. */
    private static final int ENOUGH = 10;

    private final Scorer scorer;
    private final Plan plan;
    private final List<Observations> observations;
    private final List<Function<Heatmap, Located>> marked = new ArrayList<>();
    private int decisions;
    private int clean;

    /**
     * A study without photos yet.
     *
     * @param contenders methods and baselines
     */
    public Study(Scorer scorer, List<Contender> contenders, Plan plan) {
        this.scorer = scorer;
        this.plan = plan;
        observations = contenders.stream()
                .map(contender -> new Observations(contender, plan.perturbation()))
                .toList();
    }

    /**
     * Tests by perturbation what a decision rests on.
     *
     * @param image [3, height, width] as the card's preprocessing makes it
     * @param label index of the class that the model chose
     */
    public void decision(float[] image, int label) {
        decisions++;
        double score = scorer.scores(List.of(image), label)[0];
        Map<Filling, Filling.Filled> fillings = new HashMap<>();
        for (var observed : observations) {
            try {
                var contender = observed.contender();
                long seed = plan.bootstrap().seed() + decisions;
                observed.perturb(new Trial(scorer, contender, image, label, score, seed, fillings));
            } catch (GraphException | IllegalArgumentException _) {
                // The photo counts for the other methods; this one has a gap.
                observed.missed();
            }
        }
    }

    /**
     * Takes a photo whose places are known.
     *
     * @param image [3, height, width] as the card's preprocessing makes it
     * @param label index of the class that the places show
     * @param placement the part of the photo that the image covers
     * @param places joins a map with the photo's mask or boxes; asked once for each method, at the end
     */
    public void marked(float[] image, int label, Box placement, Function<Heatmap, Located> places) {
        marked.add(places);
        for (var observed : observations) {
            try {
                observed.mark(map(observed, image, label, placement));
            } catch (GraphException | IllegalArgumentException _) {
                observed.unmarked();
            }
        }
    }

    /**
     * Takes a photo that has nothing to name.
     *
     * @param image [3, height, width] as the card's preprocessing makes it
     * @param label index of the class that maps of other photos name places of
     * @param placement the part of the photo that the image covers
     * @param height of the photo, in pixels
     * @param width of the photo, in pixels
     */
    public void clean(float[] image, int label, Box placement, int height, int width) {
        clean++;
        for (var observed : observations) {
            try {
                observed.clean(new Clean(map(observed, image, label, placement), height, width));
            } catch (GraphException | IllegalArgumentException _) {
                // It explains the highest score alone, and that of an OK photo is another's; or its map is not finite.
                observed.noCleanMaps();
            }
        }
    }

    private Heatmap map(Observations observed, float[] image, int label, Box placement) {
        return observed.map(image, label, scorer.model(), placement);
    }

    /** The numbers of all photos so far. */
    public Findings findings() {
        List<Numbers> numbers = observations.stream()
                .map(observed -> observed.numbers(plan, marked))
                .toList();
        List<Numbers> baselines =
                numbers.stream().filter(found -> found.contender().baseline()).toList();
        var methods = numbers.stream()
                .map(found -> found.findings(baselines, plan.bootstrap()))
                .toList();
        var notes = Stream.concat(
                        Stream.concat(numbers.stream().flatMap(found -> found.notes().stream()), withoutFloor(numbers)),
                        few(decisions) || few(marked.size())
                                ? Stream.of("intervals of fewer than " + ENOUGH + " photos are too narrow; take more")
                                : Stream.of())
                .distinct()
                .toList();
        return new Findings(measures(numbers), methods, decisions, marked.size(), clean, notes);
    }

    private static Stream<String> withoutFloor(List<Numbers> numbers) {
        var names = numbers.stream()
                .filter(found -> !found.contender().baseline())
                .filter(found ->
                        found.measures().stream().anyMatch(measure -> measure.subject() == Measure.Subject.PLACE))
                .filter(found -> found.measures().stream()
                        .noneMatch(measure -> measure.name().equals(IntersectionOverUnion.NAME)))
                .map(found -> found.contender().name())
                .toList();
        return names.isEmpty()
                ? Stream.of()
                : Stream.of(
                        "no iou for %s: the model has no evidence scale that was measured on such maps; konkyo calibrate --method NAME measures one"
                                .formatted(String.join(", ", names)));
    }

    private static boolean few(int photos) {
        return photos > 0 && photos < ENOUGH;
    }

    /** Those of the method that has most, then what others have beside them. */
    private static List<Measure> measures(List<Numbers> numbers) {
        var most = numbers.stream()
                .max(Comparator.comparingInt(found -> found.measures().size()))
                .orElseThrow();
        return Stream.concat(Stream.of(most), numbers.stream())
                .flatMap(found -> found.measures().stream())
                .distinct()
                .toList();
    }
}
