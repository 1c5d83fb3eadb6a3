package dev.konkyo.app.cli;

import dev.konkyo.model.Classifier;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Chooses among inputs: one for each answer of the model as far as there is room, then those that were offered first. */
final class GoldenChoice {
    private final Classifier classifier;
    private final int count;
    private final Map<Integer, GoldenInput> answers = new LinkedHashMap<>();
    private final List<Offered> others = new ArrayList<>();

    private record Offered(GoldenInput input, int answer) {}

    GoldenChoice(Classifier classifier, int count) {
        this.classifier = classifier;
        this.count = count;
    }

    /** Whether nothing better can be offered: there are enough inputs, and as many answers as the classes or the places allow. */
    boolean full() {
        int most = Math.min(count, classifier.card().labels().size());
        return answers.size() >= most && answers.size() + others.size() >= count;
    }

    void offer(GoldenInput input) {
        if (full()) {
            return;
        }
        var card = classifier.card();
        int answer = Prediction.of(card, classifier.logits(input.tensor(card.preprocessing())), 0)
                .index();
        if (answers.putIfAbsent(answer, input) != null) {
            others.add(new Offered(input, answer));
        }
    }

    List<GoldenInput> inputs() {
        return chosen().stream().map(Offered::input).toList();
    }

    private List<Offered> chosen() {
        List<Offered> chosen = new ArrayList<>();
        answers.forEach((answer, input) -> chosen.add(new Offered(input, answer)));
        chosen.addAll(others);
        return chosen.subList(0, Math.min(count, chosen.size()));
    }

    /**
     * What the file is checked on.
     *
     * @param checked those of the inputs that remain
     * @param stored how many at most the file keeps
     */
    String sentence(List<GoldenInput> checked, int stored) {
        var all = chosen();
        var chosen = all.stream()
                .filter(offered -> checked.contains(offered.input()))
                .toList();
        long photos = chosen.stream()
                .filter(offered -> offered.input() instanceof GoldenInput.Photo)
                .count();
        var labels = classifier.card().labels();
        var answers = chosen.stream()
                .collect(Collectors.groupingBy(
                        offered -> labels.get(offered.answer()), LinkedHashMap::new, Collectors.counting()));
        var said = answers.entrySet().stream()
                .map(answer -> answer.getKey() + " " + answer.getValue())
                .collect(Collectors.joining(", "));
        return "%s: %d photos, %d drawn pictures; the model answers %s%s%s"
                .formatted(
                        stored == 0 ? "checked on, none of them stored" : "golden inputs",
                        photos,
                        chosen.size() - photos,
                        said,
                        answers.size() == 1 && chosen.size() > 1
                                ? ", one class only: other classes are not checked, --data DATA with photos of them mends this"
                                : "",
                        chosen.size() < all.size()
                                ? "; of %d candidates those on which rounding depends least on last digits"
                                        .formatted(all.size())
                                : "");
    }
}
