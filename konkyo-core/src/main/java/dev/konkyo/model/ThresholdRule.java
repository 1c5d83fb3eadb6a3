package dev.konkyo.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the threshold of a class follows from held-out photos: its scores for photos that show it, and for photos that do not. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface ThresholdRule {
    /** No photo is unknown. */
    record None() implements ThresholdRule {}

    /**
     * Where as large a share of the class's own photos lies below as of the others lies above; if scores between them are free, their
     * middle.
     */
    record EqualError() implements ThresholdRule {}

    /**
     * The lowest above which at most this share of the other classes' photos lies.
     *
     * @param rate in [0, 1)
     */
    record FalseAccept(double rate) implements ThresholdRule {
        public FalseAccept {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("a rate of false accepts lies in [0, 1), got " + rate);
            }
        }
    }

    /**
     * The highest that at least this share of the class's own photos reaches. It looks at no other class, so that photos of nothing
     * known are stopped as far as the own photos lie close together.
     *
     * @param rate in (0, 1]
     */
    record TrueAccept(double rate) implements ThresholdRule {
        public TrueAccept {
            if (!(rate > 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate of true accepts lies in (0, 1], got " + rate);
            }
        }
    }

    /**
     * The same number for all classes.
     *
     * @param value in the unit of the scores
     */
    record Fixed(double value) implements ThresholdRule {
        public Fixed {
            if (!(value >= -1 && value <= 1)) {
                throw new IllegalArgumentException(
                        "a threshold lies in [-1, 1] for cosines and in [0, 1] for probabilities, got " + value);
            }
        }
    }

    /** In words, for the card. */
    default String words() {
        return switch (this) {
            case None _ -> "none";
            case EqualError _ -> "equal error on held-out photos";
            case FalseAccept(double rate) -> "false accepts of at most " + rate + " on held-out photos";
            case TrueAccept(double rate) -> "true accepts of at least " + rate + " on held-out photos";
            case Fixed _ -> "given for all classes";
        };
    }

    /**
     * The threshold of a class.
     *
     * @param own the class's scores for photos that show it
     * @param foreign the class's scores for photos that show another class
     * @return empty if the rule needs photos that there are none of, or gives none
     */
    default OptionalDouble threshold(Collection<Float> own, Collection<Float> foreign) {
        return switch (this) {
            case None _ -> OptionalDouble.empty();
            case Fixed(double value) -> OptionalDouble.of(value);
            case EqualError _ ->
                own.isEmpty() || foreign.isEmpty()
                        ? OptionalDouble.empty()
                        : best(own, foreign, (rejected, accepted) -> Math.abs(rejected - accepted));
            case FalseAccept(double rate) ->
                own.isEmpty() || foreign.isEmpty()
                        ? OptionalDouble.empty()
                        : best(own, foreign, (rejected, accepted) -> accepted <= rate ? rejected : 1 + accepted);
            case TrueAccept(double rate) ->
                own.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(reached(own, rate));
        };
    }

    private static double reached(Collection<Float> own, double rate) {
        // The product of a rate such as 0.95 and a count may lie a rounding error below the whole number that is meant.
        int rejected = (int) Math.floor((1 - rate) * own.size() + 1e-9);
        return own.stream()
                .sorted()
                .skip(Math.min(rejected, own.size() - 1))
                .findFirst()
                .orElseThrow();
    }

    /** What is to be small at a threshold. */
    @FunctionalInterface
    interface Cost {
        /**
         * The cost.
         *
         * @param rejected share of the own photos below
         * @param accepted share of the foreign photos above
         */
        double of(double rejected, double accepted);
    }

    /** The middle of the gap between neighbouring scores at which the cost is least; of equally good ones the widest. */
    private static OptionalDouble best(Collection<Float> own, Collection<Float> foreign, Cost cost) {
        List<Float> scores = Stream.concat(own.stream(), foreign.stream())
                .distinct()
                .sorted()
                .toList();
        if (scores.size() == 1) {
            return OptionalDouble.of(scores.getFirst());
        }
        record Gap(double middle, double width, double cost) {}
        return IntStream.range(0, scores.size() - 1)
                .mapToObj(i -> {
                    double middle = (scores.get(i).doubleValue() + scores.get(i + 1)) / 2;
                    return new Gap(
                            middle,
                            scores.get(i + 1) - scores.get(i),
                            cost.of(share(own, middle, false), share(foreign, middle, true)));
                })
                .min((a, b) -> a.cost == b.cost ? Double.compare(b.width, a.width) : Double.compare(a.cost, b.cost))
                .map(gap -> OptionalDouble.of(gap.middle))
                .orElse(OptionalDouble.empty());
    }

    private static double share(Collection<Float> scores, double threshold, boolean above) {
        return scores.stream().filter(score -> score >= threshold == above).count() / (double) scores.size();
    }
}
