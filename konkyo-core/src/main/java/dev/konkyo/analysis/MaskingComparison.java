package dev.konkyo.analysis;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.faithfulness.Bootstrap;
import dev.konkyo.faithfulness.Lot;
import dev.konkyo.faithfulness.Series;
import dev.konkyo.image.Box;
import dev.konkyo.image.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether two models look at the same places: how fast the score of what a model sees falls when the patches that matter most to the first model,
 * to the second, or to a saliency method are masked, beside patches by lot.
 */
public final class MaskingComparison {
    /** Shares of the patches that are masked. */
    static final List<Double> SHARES = List.of(0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5);

    /** The paper's patches have 8 x 8 pixels. */
    private static final int SIDE = 8;

    private final ModelPair pair;
    private final Pair<EvidenceMethod> evidence;
    private final Pair<List<EvidenceMethod>> saliency;
    private final SplittableRandom random;
    private final Pair<Map<Sensitivity.Order, List<double[]>>> curves =
            new Pair<>(new EnumMap<>(Sensitivity.Order.class), new EnumMap<>(Sensitivity.Order.class));

    /**
     * Ready for photos.
     *
     * @param evidence of the first model, and of the second
     * @param saliency one method of each model, or none
     */
    public MaskingComparison(
            ModelPair pair, Pair<EvidenceMethod> evidence, Pair<List<EvidenceMethod>> saliency, long seed) {
        this.pair = pair;
        this.evidence = evidence;
        this.saliency = saliency;
        this.random = new SplittableRandom(seed);
    }

    /** Takes a photo in. */
    public void add(JudgedPhoto photo) {
        var subjects = pair.subjects();
        add(photo.picture(), photo.scores().first(), subjects.first(), saliency.first(), curves.first());
        add(photo.picture(), photo.scores().second(), subjects.second(), saliency.second(), curves.second());
    }

    private void add(
            Image picture,
            Scores whole,
            Subject judged,
            List<EvidenceMethod> own,
            Map<Sensitivity.Order, List<double[]>> kept) {
        int label = whole.answer();
        var patches = Tiling.ofSide(picture.height(), picture.width(), SIDE).patches();
        Map<Sensitivity.Order, double[]> maps = new EnumMap<>(Sensitivity.Order.class);
        maps.put(
                Sensitivity.Order.FIRST,
                importance(pair.subjects().first(), evidence.first(), picture, label, patches));
        maps.put(
                Sensitivity.Order.SECOND,
                importance(pair.subjects().second(), evidence.second(), picture, label, patches));
        own.forEach(
                method -> maps.put(Sensitivity.Order.SALIENCY, importance(judged, method, picture, label, patches)));
        maps.put(Sensitivity.Order.LOT, new double[patches.size()]);
        maps.forEach((order, importance) -> kept.computeIfAbsent(order, _ -> new ArrayList<>())
                .add(curve(judged, picture, label, ordered(patches, importance))));
    }

    /** How much evidence for the label each patch holds, as one subject sees it. */
    private static double[] importance(
            Subject subject, EvidenceMethod method, Image picture, int label, List<Patch> patches) {
        Evidence found = method.explain(
                subject.input(picture), new Target.Label(subject.order().get(label)));
        // The input shows the whole picture; which part of it a map covers is the model's.
        float[] map = found.heatmap(subject.model(), 0, Box.whole(picture.height(), picture.width()))
                .onto(picture.height(), picture.width())
                .values();
        return patches.stream()
                .mapToDouble(patch -> mean(map, picture.width(), patch))
                .toArray();
    }

    private static double mean(float[] map, int width, Patch patch) {
        double sum = 0;
        for (int y = patch.top(); y < patch.top() + patch.height(); y++) {
            for (int x = patch.left(); x < patch.left() + patch.width(); x++) {
                sum += map[y * width + x];
            }
        }
        return sum / ((double) patch.height() * patch.width());
    }

    /** The most important first; equal ones by lot. */
    private List<Patch> ordered(List<Patch> patches, double... importance) {
        int[] lot = Lot.order(patches.size(), random);
        return IntStream.of(lot)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer patch) -> -importance[patch]))
                .map(patches::get)
                .toList();
    }

    private static double[] curve(Subject judged, Image picture, int label, List<Patch> ordered) {
        var mask = new MeanMask(picture);
        List<Image> masked = SHARES.stream()
                .map(share -> mask.over(ordered.subList(0, (int) Math.round(share * ordered.size()))))
                .toList();
        return judged.logits(masked).stream()
                .mapToDouble(scores -> judged.share(scores, label))
                .toArray();
    }

    /** What the photos showed. */
    public Sensitivity result(Bootstrap bootstrap) {
        return new Sensitivity(SHARES, curves.map(kept -> results(kept, bootstrap)));
    }

    private static List<Sensitivity.Curve> results(Map<Sensitivity.Order, List<double[]>> kept, Bootstrap bootstrap) {
        List<Sensitivity.Curve> results = new ArrayList<>();
        var lot = areas(kept.getOrDefault(Sensitivity.Order.LOT, List.of()));
        kept.forEach((order, curves) -> {
            double[] mean = new double[SHARES.size()];
            curves.forEach(curve -> Arrays.setAll(mean, step -> mean[step] + curve[step] / curves.size()));
            results.add(new Sensitivity.Curve(
                    order,
                    Arrays.stream(mean).boxed().toList(),
                    bootstrap.of(areas(curves)),
                    bootstrap.difference(areas(curves), lot)));
        });
        return results;
    }

    private static Series areas(List<double[]> curves) {
        return Series.mean(curves.stream().mapToDouble(MaskingComparison::area).toArray());
    }

    /** The mean of a curve over the masked share, by trapezia. */
    static double area(double... curve) {
        double sum = 0;
        for (int i = 1; i < curve.length; i++) {
            sum += (SHARES.get(i) - SHARES.get(i - 1)) * (curve[i] + curve[i - 1]) / 2;
        }
        return sum / SHARES.getLast();
    }
}
