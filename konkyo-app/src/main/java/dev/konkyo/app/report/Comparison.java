package dev.konkyo.app.report;

import dev.konkyo.model.Prediction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Networks that were trained on the same photos and judged the same others.
 *
 * @param entrants in the order in which they were named
 */
public record Comparison(HeldOut photos, List<Entrant> entrants) {
    public Comparison {
        entrants = List.copyOf(entrants);
        for (var entrant : entrants) {
            if (entrant instanceof Entrant.Finished finished
                    && finished.said().size() != photos.photos().size()) {
                throw new IllegalArgumentException("'%s' judged %d photos, expected %d"
                        .formatted(
                                finished.network(),
                                finished.said().size(),
                                photos.photos().size()));
            }
        }
    }

    /** The networks that were judged. */
    public List<Entrant.Finished> finished() {
        return entrants.stream()
                .filter(Entrant.Finished.class::isInstance)
                .map(Entrant.Finished.class::cast)
                .toList();
    }

    /** The most accurate network, of equally accurate ones the first; empty if none was judged. */
    public Optional<Entrant.Finished> best() {
        return finished().stream().reduce((a, b) -> hits(right(b)) > hits(right(a)) ? b : a);
    }

    /** The confusion matrix of one network; with a last class for what it did not recognise, if it left a photo unknown. */
    public ConfusionMatrix confusion(Entrant.Finished entrant) {
        boolean rejects = entrant.said().contains(Entrant.UNKNOWN);
        var answers = rejects
                ? Stream.concat(photos.labels().stream(), Stream.of(Prediction.UNKNOWN))
                        .toList()
                : photos.labels();
        int[][] counts = new int[answers.size()][answers.size()];
        for (int photo : judged()) {
            int said = entrant.said().get(photo);
            counts[photos.truth().get(photo)][
                    said == Entrant.UNKNOWN ? photos.labels().size() : said]++;
        }
        var rows = Arrays.stream(counts)
                .map(row -> IntStream.of(row).boxed().toList())
                .toList();
        return new ConfusionMatrix(answers, rows);
    }

    /** How likely chance alone makes a difference such as that to the best network; empty for the best itself. */
    public Optional<Double> pValue(Entrant.Finished entrant) {
        return best().filter(best -> !best.equals(entrant))
                .map(best -> McNemar.of(right(best), right(entrant)).pValue());
    }

    /**
     * The photos that tell the networks apart: first those on which they disagree most, then those that most of them judge wrong.
     *
     * @return indices into the held-out photos, at most {@code limit}
     */
    public List<Integer> telling(int limit) {
        Comparator<Integer> disagreement = Comparator.comparingLong(
                photo -> Math.min(wrong(photo), finished().size() - wrong(photo)));
        Comparator<Integer> difficulty = Comparator.comparingLong(this::wrong);
        return judged().stream()
                .sorted(disagreement.reversed().thenComparing(difficulty.reversed()))
                .limit(limit)
                .toList();
    }

    /** The photos that every network could read. */
    private List<Integer> judged() {
        return IntStream.range(0, photos.photos().size())
                .filter(photo ->
                        finished().stream().noneMatch(entrant -> entrant.said().get(photo) == Entrant.UNREAD))
                .boxed()
                .toList();
    }

    private List<Boolean> right(Entrant.Finished entrant) {
        return judged().stream()
                .map(photo -> entrant.said().get(photo).equals(photos.truth().get(photo)))
                .toList();
    }

    private long wrong(int photo) {
        return finished().stream()
                .filter(entrant ->
                        !entrant.said().get(photo).equals(photos.truth().get(photo)))
                .count();
    }

    private static long hits(List<Boolean> right) {
        return right.stream().filter(Boolean::booleanValue).count();
    }
}
