package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Area under the per-image overlap (Bertoldo et al. 2024, "AUPIMO: Redefining Visual Anomaly Detection Benchmarks with High Speed and Low
 * Tolerance", the PIMO curve and its area): the share of a photo's marked pixels that lie above a threshold, as the mean over thresholds that let through
 * a share of 1e-5 to 1e-4 of the pixels of OK photos, on a logarithmic scale. The share is the mean of the OK photos' own shares.
 *
 * <p>The curve is a staircase whose steps are the highest values of the OK photos, so the integral is exact.
 */
public final class Aupimo implements MeanMetric {
    private static final double LOWEST_SHARE = 1e-5;
    private static final double HIGHEST_SHARE = 1e-4;

    /** Fewer than these cannot show a share of 1e-5. */
    private static final long NEEDED_PIXELS = 100_000;

    /** Where the evidence exceeds a threshold, this share of the OK photos' pixels does, too. */
    private record Step(float threshold, double share) {}

    private final List<Step> steps;
    private final long cleanPixels;

    /** A metric whose thresholds come from maps of OK photos. */
    public Aupimo(Collection<Clean> clean) {
        cleanPixels = clean.stream()
                .mapToLong(photo -> (long) photo.height() * photo.width())
                .sum();
        steps = steps(clean);
    }

    /** What is missing for the number to mean anything. */
    public Optional<String> missing() {
        return cleanPixels >= NEEDED_PIXELS
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "AUPIMO needs photos without defects of at least %,d pixels together, got %,d",
                        NEEDED_PIXELS,
                        cleanPixels));
    }

    /** The staircase from the highest value downwards, until more than the highest share lies above. */
    private static List<Step> steps(Collection<Clean> clean) {
        record Pixel(float value, double share) {}
        List<Pixel> highest = new ArrayList<>();
        for (Clean photo : clean) {
            float[] values = photo.pixels();
            Arrays.sort(values);
            double share = 1.0 / values.length / clean.size();
            // Even if all false positives lie in one photo, no more of its pixels are needed.
            int enough = (int) Math.min(values.length, Math.ceil(HIGHEST_SHARE / share) + 1);
            for (int i = values.length - enough; i < values.length; i++) {
                highest.add(new Pixel(values[i], share));
            }
        }
        highest.sort((a, b) -> Float.compare(b.value, a.value));
        List<Step> steps = new ArrayList<>();
        double share = 0;
        for (int i = 0; i < highest.size() && share <= HIGHEST_SHARE; i++) {
            // Above a value lie all that come before it; of equal values the first has the fewest before it.
            if (i == 0 || highest.get(i).value < highest.get(i - 1).value) {
                steps.add(new Step(highest.get(i).value, share));
            }
            share += highest.get(i).share;
        }
        if (!highest.isEmpty()) {
            steps.add(new Step(Float.NEGATIVE_INFINITY, share));
        }
        return steps;
    }

    @Override
    public Measure measure() {
        return new Measure(
                "aupimo",
                Subject.PLACE,
                Better.HIGHER,
                Contest.BASELINES,
                "0 to 1",
                "Share of the marked pixels that are found when hardly any pixel of an OK photo may be named (1e-5 to 1e-4).",
                "Bertoldo et al. 2024");
    }

    @Override
    public Double observe(Located photo) {
        if (missing().isPresent()) {
            return Double.NaN;
        }
        float[] marked = marked(photo);
        double integral = 0;
        for (int i = 0; i + 1 < steps.size(); i++) {
            // Between two steps' shares the threshold stays at the first.
            double from = Math.clamp(steps.get(i).share, LOWEST_SHARE, HIGHEST_SHARE);
            double to = Math.clamp(steps.get(i + 1).share, LOWEST_SHARE, HIGHEST_SHARE);
            if (to > from) {
                integral += overlap(marked, steps.get(i).threshold) * Math.log(to / from);
            }
        }
        return integral / Math.log(HIGHEST_SHARE / LOWEST_SHARE);
    }

    /** The evidence of the marked pixels, ascending. */
    private static float[] marked(Located photo) {
        float[] marked = new float[photo.mask().count()];
        int count = 0;
        for (int i = 0; i < photo.pixels().length; i++) {
            if (photo.mask().pixels()[i]) {
                marked[count++] = photo.pixels()[i];
            }
        }
        Arrays.sort(marked);
        return marked;
    }

    /** The share of the values that lie above a threshold. */
    private static double overlap(float[] ascending, float threshold) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (ascending[middle] > threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return (double) (ascending.length - low) / ascending.length;
    }
}
