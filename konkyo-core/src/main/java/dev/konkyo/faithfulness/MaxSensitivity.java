package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import java.util.List;
import java.util.Locale;

/**
 * How much a map changes when the photo changes invisibly (Yeh et al. 2019, "On the (In)fidelity and Sensitivity of Explanations",
 * max-sensitivity): the largest of some random draws, relative to the length of the map.
 *
 * @param radius of the change of each pixel's components, for components in [0, 1]
 * @param draws how many changes are tried
 */
public record MaxSensitivity(double radius, int draws) implements PerturbationMetric {
    /** A change of at most 5 of 255 steps, ten times. */
    public static final MaxSensitivity STANDARD = new MaxSensitivity(0.02, 10);

    @Override
    public List<Measure> measures() {
        return List.of(new Measure(
                "max-sensitivity",
                Subject.DECISION,
                Better.LOWER,
                Contest.NONE,
                "0 upwards",
                String.format(
                        Locale.ROOT,
                        "Largest relative change of the map when every pixel changes by at most %.2f of its range.",
                        radius),
                "Yeh et al. 2019"));
    }

    @Override
    public double[] of(Trial trial) {
        double length = distance(trial.map(), new float[trial.places()]);
        if (length == 0) {
            return new double[] {Double.NaN};
        }
        var random = trial.random();
        double largest = 0;
        for (int draw = 0; draw < draws; draw++) {
            float[] changed = trial.image().clone();
            for (int i = 0; i < changed.length; i++) {
                float deviation = trial.preprocessing().deviation().get(i / trial.places());
                changed[i] += (float) (radius * (2 * random.nextDouble() - 1) / deviation);
            }
            var again = trial.explain(changed);
            if (again.isEmpty()) {
                return new double[] {Double.NaN};
            }
            largest = Math.max(largest, distance(trial.map(), again.get()));
        }
        return new double[] {largest / length};
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
