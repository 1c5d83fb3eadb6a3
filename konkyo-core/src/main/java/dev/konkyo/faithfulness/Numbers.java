package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Contest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One method's numbers, ready to be drawn again and held against the baselines'.
 *
 * @param curves mean scores by measure
 * @param milliseconds median time of one map
 */
record Numbers(
        Contender contender,
        Map<Measure, Series> series,
        Map<String, List<Double>> curves,
        double milliseconds,
        List<String> notes) {

    List<Measure> measures() {
        return List.copyOf(series.keySet());
    }

    MethodFindings findings(List<Numbers> baselines, Bootstrap bootstrap) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        series.forEach((measure, values) -> estimates.put(measure.name(), bootstrap.of(values)));
        List<Loss> losses = new ArrayList<>();
        if (!contender.baseline()) {
            baselines.forEach(baseline -> losses.addAll(losses(baseline, bootstrap)));
        }
        return new MethodFindings(
                contender.name(), contender.baseline(), estimates, curves, milliseconds, losses, Optional.empty());
    }

    private List<Loss> losses(Numbers baseline, Bootstrap bootstrap) {
        List<Loss> losses = new ArrayList<>();
        series.forEach((measure, own) -> {
            var other = baseline.series.get(measure);
            if (other != null && measure.contest() == Contest.BASELINES) {
                var difference = bootstrap.difference(own, other);
                if (measure.better().worse(difference.value(), 0)) {
                    boolean certain = measure.better().worse(difference.low(), 0)
                            && measure.better().worse(difference.high(), 0);
                    losses.add(new Loss(measure.name(), baseline.contender.name(), certain));
                }
            }
        });
        return losses;
    }
}
