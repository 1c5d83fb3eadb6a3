package dev.konkyo.faithfulness;

import dev.konkyo.evidence.Target;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.image.Box;
import dev.konkyo.model.Classifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a study keeps of one method while photos pass by. */
final class Observations {
    private final Contender contender;
    private final List<PerturbationMetric> metrics;
    private final List<List<double[]>> perturbed = new ArrayList<>();
    private final Map<String, double[]> curves = new LinkedHashMap<>();
    private final List<Heatmap> marked = new ArrayList<>();
    private final List<Clean> clean = new ArrayList<>();
    private boolean cleanMaps = true;
    private int explained;
    private final List<Double> milliseconds = new ArrayList<>();

    Observations(Contender contender, List<PerturbationMetric> metrics) {
        this.contender = contender;
        this.metrics = metrics;
        metrics.forEach(_ -> perturbed.add(new ArrayList<>()));
    }

    Contender contender() {
        return contender;
    }

    void perturb(Trial trial) {
        explained++;
        milliseconds.add(trial.milliseconds());
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i) instanceof CurveMetric metric) {
                double[] curve = metric.curve(trial);
                double[] sum = curves.computeIfAbsent(metric.measure().name(), _ -> new double[curve.length]);
                Arrays.setAll(sum, step -> sum[step] + curve[step]);
                perturbed.get(i).add(new double[] {CurveMetric.area(curve)});
            } else {
                perturbed.get(i).add(metrics.get(i).of(trial));
            }
        }
    }

    /** A photo that the method could not explain. */
    void missed() {
        for (int i = 0; i < metrics.size(); i++) {
            double[] gaps = new double[metrics.get(i).measures().size()];
            Arrays.fill(gaps, Double.NaN);
            perturbed.get(i).add(gaps);
        }
    }

    void mark(Heatmap map) {
        marked.add(map);
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
        var size = model.card().preprocessing();
        long start = System.nanoTime();
        var input = TensorData.ofFloats(Shape.of(1, 3, size.height(), size.width()), image);
        var evidence = contender.method().explain(input, new Target.Label(label));
        milliseconds.add((double) (System.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(1));
        return evidence.heatmap(model, 0, placement);
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
        if (!marked.isEmpty()) {
            located(plan, places, series, notes);
        }
        Map<String, List<Double>> means = new LinkedHashMap<>();
        curves.forEach((name, sum) -> means.put(
                name, Arrays.stream(sum).map(score -> score / explained).boxed().toList()));
        return new Numbers(contender, series, means, median(), notes);
    }

    /** One photo at a time is brought to its pixels, for all metrics at once. */
    private void located(
            Study.Plan plan, List<Function<Heatmap, Located>> places, Map<Measure, Series> series, List<String> notes) {
        var maps =
                Stream.concat(marked.stream(), clean.stream().map(Clean::map)).toList();
        var gathering = plan.localization().apply(new Localization(maps, clean, plan.floor())).stream()
                .<Gathered<?>>map(Gathered::new)
                .toList();
        for (int i = 0; i < marked.size(); i++) {
            var photo = places.get(i).apply(marked.get(i));
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
        private final List<T> photos = new ArrayList<>();

        Gathered(LocalizationMetric<T> metric) {
            this.metric = metric;
        }

        void add(Located photo) {
            photos.add(metric.observe(photo));
        }

        Series series() {
            return Series.of(photos, metric::value);
        }
    }

    private double median() {
        double[] sorted =
                milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
