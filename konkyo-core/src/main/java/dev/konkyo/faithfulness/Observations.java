package dev.konkyo.faithfulness;

import dev.konkyo.evidence.Target;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.image.Box;
import dev.konkyo.model.Classifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a study keeps of one method while photos pass by. */
final class Observations {
    private final Contender contender;
    private final List<PerturbationMetric> metrics;
    private final List<List<double[]>> perturbed = new ArrayList<>();
    private final Map<String, double[]> curves = new LinkedHashMap<>();
    private final List<Optional<Heatmap>> marked = new ArrayList<>();
    private final List<Clean> clean = new ArrayList<>();
    private boolean cleanMaps = true;
    private int explained;
    private int missed;
    private final List<Double> milliseconds = new ArrayList<>();

    Observations(Contender contender, List<PerturbationMetric> metrics) {
        this.contender = contender;
        this.metrics = metrics;
        metrics.forEach(_ -> perturbed.add(new ArrayList<>()));
    }

    Contender contender() {
        return contender;
    }

    /** Keeps a photo's numbers once all of them are there, so that one which fails halfway leaves no trace. */
    void perturb(Trial trial) {
        List<double[]> values = new ArrayList<>();
        Map<String, double[]> ofCurves = new LinkedHashMap<>();
        for (var metric : metrics) {
            if (metric instanceof CurveMetric along) {
                double[] curve = along.curve(trial);
                ofCurves.put(along.measure().name(), curve);
                values.add(new double[] {CurveMetric.area(curve)});
            } else {
                values.add(metric.of(trial));
            }
        }
        explained++;
        milliseconds.add(trial.milliseconds());
        ofCurves.forEach((name, curve) -> {
            double[] sum = curves.computeIfAbsent(name, _ -> new double[curve.length]);
            Arrays.setAll(sum, step -> sum[step] + curve[step]);
        });
        for (int i = 0; i < metrics.size(); i++) {
            perturbed.get(i).add(values.get(i));
        }
    }

    /** A photo that the method could not explain. */
    void missed() {
        missed++;
        for (int i = 0; i < metrics.size(); i++) {
            double[] gaps = new double[metrics.get(i).measures().size()];
            Arrays.fill(gaps, Double.NaN);
            perturbed.get(i).add(gaps);
        }
    }

    void mark(Heatmap map) {
        marked.add(Optional.of(map));
    }

    /** A photo with known places that the method could not explain. */
    void unmarked() {
        marked.add(Optional.empty());
    }

    void clean(Clean photo) {
        if (cleanMaps) {
            clean.add(photo);
        }
    }

    /** Some OK photos without the others would be a biased choice. */
    void noCleanMaps() {
        cleanMaps = false;
        clean.clear();
    }

    /** The contender's map of a photo. */
    Heatmap map(float[] image, int label, Classifier model, Box placement) {
        long start = System.nanoTime();
        var map = contender.heatmap(model, model.card().input(image), new Target.Label(label), placement);
        milliseconds.add((double) (System.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(1));
        return map;
    }

    Numbers numbers(Study.Plan plan, List<Function<Heatmap, Located>> places) {
        Map<Measure, Series> series = new LinkedHashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            var measures = metrics.get(i).measures();
            for (int j = 0; j < measures.size(); j++) {
                int column = j;
                double[] values = perturbed.get(i).stream()
                        .mapToDouble(found -> found[column])
                        .toArray();
                series.put(measures.get(j), Series.mean(values));
            }
        }
        List<String> notes = new ArrayList<>();
        if (missed > 0) {
            notes.add(
                    "%s could not explain %d of the %d tested decisions; its numbers rest on the others, and so do its comparisons with the baselines"
                            .formatted(contender.name(), missed, missed + explained));
        }
        partial(series)
                .forEach((count, names) -> notes.add(
                        "%s of %s: %d of the %d decisions that it explained have a value; the others' changed photos could not be explained or their scores are 0"
                                .formatted(String.join(", ", names), contender.name(), count, explained)));
        long gaps = marked.stream().filter(Optional::isEmpty).count();
        if (gaps > 0) {
            notes.add(
                    "%s could not explain %d of the %d marked photos; its numbers rest on the others, and so do its comparisons with the baselines"
                            .formatted(contender.name(), gaps, marked.size()));
        }
        if (gaps < marked.size()) {
            located(plan, places, series, notes);
        }
        Map<String, List<Double>> means = new LinkedHashMap<>();
        curves.forEach((name, sum) -> means.put(
                name, Arrays.stream(sum).map(score -> score / explained).boxed().toList()));
        return new Numbers(contender, series, means, median(), notes);
    }

    /** Measures that lack a value for some of the explained decisions, by how many have one. */
    private Map<Integer, List<String>> partial(Map<Measure, Series> series) {
        Map<Integer, List<String>> partial = new TreeMap<>();
        series.forEach((measure, values) -> {
            int count = values.count();
            if (count < explained) {
                partial.computeIfAbsent(count, _ -> new ArrayList<>()).add(measure.name());
            }
        });
        return partial;
    }

    /** One photo at a time is brought to its pixels, for all metrics at once. */
    private void located(
            Study.Plan plan, List<Function<Heatmap, Located>> places, Map<Measure, Series> series, List<String> notes) {
        var maps = Stream.concat(
                        marked.stream().flatMap(Optional::stream),
                        clean.stream().map(Clean::map))
                .toList();
        var floor = plan.floor().of(contender.name(), maps.getFirst().unit());
        var gathering = plan.localization().apply(new Localization(maps, clean, floor)).stream()
                .<Gathered<?>>map(Gathered::new)
                .toList();
        for (int i = 0; i < marked.size(); i++) {
            var photo = marked.get(i).map(places.get(i));
            gathering.forEach(gathered -> gathered.add(photo));
        }
        for (var gathered : gathering) {
            if (gathered.metric instanceof Aupimo aupimo && aupimo.missing().isPresent()) {
                notes.add(cleanMaps ? aupimo.missing().get() : noCleanMapsNote());
            } else {
                series.put(gathered.metric.measure(), gathered.series());
            }
        }
    }

    private String noCleanMapsNote() {
        return contender.name()
                + " explains the highest score alone, so it has no maps of defects in OK photos: no AUPIMO, and pixel AUROC without OK photos";
    }

    private static final class Gathered<T> {
        private final LocalizationMetric<T> metric;
        private final List<Optional<T>> photos = new ArrayList<>();

        Gathered(LocalizationMetric<T> metric) {
            this.metric = metric;
        }

        void add(Optional<Located> photo) {
            photos.add(photo.map(metric::observe));
        }

        Series series() {
            return Series.withGaps(photos, metric::value);
        }
    }

    private double median() {
        double[] sorted =
                milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
