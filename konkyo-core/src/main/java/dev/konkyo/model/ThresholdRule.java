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
    /** More than the engines' rounding of a cosine or a probability, less than what tells photos apart. */
    double SLACK = 1e-4;

    /** No photo is unknown. */
    record None() implements ThresholdRule {}

    /**
     * Where as large a share of the class's own photos lies below as of the others lies above; if scores between them are free, their
     * middle.
     */
    record EqualError() implements ThresholdRule {}

    /**
     * The lowest above which at most this share of the other classes' photos lies, if need be above all scores, so that no photo is of the
     * class. A score that no threshold can lie above, 1, is accepted all the same.
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
     * The highest that at least this share of the class's own photos reaches, less what two engines may round differently. It looks at no other class, so that photos of nothing
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
        OptionalDouble found = found(own, foreign);
        // Rounding carries cosines of embeddings that lie together a little above 1.
        return found.isPresent() ? OptionalDouble.of(Math.clamp(found.getAsDouble(), -1, 1)) : found;
    }

    private OptionalDouble found(Collection<Float> own, Collection<Float> foreign) {
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
                        : OptionalDouble.of(lowest(own, foreign, rate));
            case TrueAccept(double rate) ->
                own.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(below(reached(own, rate), own, foreign));
        };
    }

    /**
     * The lowest of the middles between neighbouring scores, and of a place above all of them, that accepts no more than this share of the
     * foreign photos.
     */
    private static double lowest(Collection<Float> own, Collection<Float> foreign, double rate) {
        List<Float> scores = ascending(own, foreign);
        double above = Math.min(1, scores.getLast() + SLACK);
        return IntStream.range(0, scores.size() - 1)
                .mapToDouble(i -> middle(scores, i))
                .filter(candidate -> share(foreign, candidate, true) <= rate)
                .findFirst()
                .orElse(above);
    }

    /** A score's own place rounds to either side of it in another engine; a little lower there is room. */
    private static double below(double score, Collection<Float> own, Collection<Float> foreign) {
        double next = Stream.concat(own.stream(), foreign.stream())
                .mapToDouble(Float::doubleValue)
                .filter(other -> other < score)
                .max()
                .orElse(-1);
        double lower = Math.max(score - SLACK, (score + next) / 2);
        // Probabilities have no threshold below 0, and cosines of photos that are rather like the class need none.
        return score >= 0 ? Math.max(lower, 0) : lower;
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
        List<Float> scores = ascending(own, foreign);
        if (scores.size() == 1) {
            return OptionalDouble.of(scores.getFirst());
        }
        record Gap(double middle, double width, double cost) {}
        return IntStream.range(0, scores.size() - 1)
                .mapToObj(i -> {
                    double middle = middle(scores, i);
                    return new Gap(
                            middle,
                            scores.get(i + 1) - scores.get(i),
                            cost.of(share(own, middle, false), share(foreign, middle, true)));
                })
                .min((a, b) -> a.cost == b.cost ? Double.compare(b.width, a.width) : Double.compare(a.cost, b.cost))
                .map(gap -> OptionalDouble.of(gap.middle))
                .orElse(OptionalDouble.empty());
    }

    private static List<Float> ascending(Collection<Float> own, Collection<Float> foreign) {
        return Stream.concat(own.stream(), foreign.stream()).distinct().sorted().toList();
    }

    private static double middle(List<Float> scores, int lower) {
        return (scores.get(lower).doubleValue() + scores.get(lower + 1)) / 2;
    }

    private static double share(Collection<Float> scores, double threshold, boolean above) {
        return scores.stream().filter(score -> score >= threshold == above).count() / (double) scores.size();
    }
}
