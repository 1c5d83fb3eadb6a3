package dev.konkyo.app.report;

import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.model.WilsonInterval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the pages of trainings and of evaluations show of a model's judgements. A further part of both pages is one more section in
 * {@link #all}.
 *
 * @param pictures how a photo is shown with its evidence
 */
record EvaluationSections(ModelCard card, Evaluation evaluation, JudgementPictures pictures) {
    private static final int WRONG_OPEN = 12;
    private static final int WRONG_FOLDED = 188;
    private static final int UNSURE = 24;
    private static final int UNSURE_OPEN = 6;
    private static final int EXAMPLES = 48;

    /** The sections in the order of the page. */
    List<Section> all() {
        var confusion = evaluation.confusion();
        var probabilities = card.scores() == ScoreKind.SOFTMAX;
        List<Section> sections = new ArrayList<>(List.of(
                new ConfusionSection(confusion),
                new ClassesSection(confusion),
                new CalibrationSection(probabilities ? evaluation.judgements() : List.of()),
                wrong(),
                unsure(),
                examples()));
        evaluation.trust().map(EvaluationSections::trust).ifPresent(sections::add);
        sections.add(new TimingSection(evaluation.judgements()));
        return sections;
    }

    /** What stands above the sections. */
    List<KeyNumber> numbers() {
        var confusion = evaluation.confusion();
        List<KeyNumber> numbers = new ArrayList<>();
        numbers.add(new KeyNumber(
                "Accuracy",
                "%.3f".formatted(confusion.accuracy()),
                "%s with 95 %% confidence".formatted(WilsonInterval.of(confusion.hits(), confusion.total()))));
        numbers.add(new KeyNumber(
                "Photos", String.valueOf(confusion.total()), card.labels().size() + " classes"));
        numbers.add(new KeyNumber(
                "Balanced accuracy", "%.3f".formatted(confusion.balancedAccuracy()), "mean recall of the classes"));
        if (card.scores() == ScoreKind.SOFTMAX) {
            numbers.add(new KeyNumber(
                    "Calibration error",
                    "%.3f".formatted(Calibration.of(evaluation.judgements()).expectedError()),
                    "0 is best"));
        }
        numbers.add(new KeyNumber("Skipped", String.valueOf(evaluation.skipped().size()), "files that were left out"));
        return numbers;
    }

    /** How to read the evidence. */
    String scale() {
        return "Evidence is drawn on one scale for all photos: nothing up to %.2f, the strongest colour from %.2f on."
                .formatted(pictures.scale().floor(), pictures.scale().ceiling());
    }

    private Section wrong() {
        var order = Comparator.comparingDouble(EvaluationSections::score).reversed();
        return new PhotosSection(
                "Judged wrong",
                "Those that the model was surest of come first. " + scale(),
                judged(false, order),
                pictures,
                WRONG_OPEN,
                WRONG_FOLDED);
    }

    private Section unsure() {
        var right = judged(true, Comparator.comparingDouble(EvaluationSections::score));
        var few = right.subList(0, Math.min(UNSURE, right.size()));
        return new PhotosSection(
                "Judged right, least certain", "The least certain first.", few, pictures, UNSURE_OPEN, UNSURE);
    }

    /** The surest photo of every class, so that the page shows what a good case looks like; folded from the second class on. */
    private Section examples() {
        Map<Integer, Judgement> best = new HashMap<>();
        judged(true, Comparator.comparingDouble(EvaluationSections::score).reversed())
                .forEach(judgement -> best.putIfAbsent(judgement.truth(), judgement));
        var some = best.values().stream()
                .sorted(Comparator.comparingInt(Judgement::truth))
                .limit(EXAMPLES)
                .toList();
        var about = best.size() > EXAMPLES
                ? "The surest of each class, for the first %d of %d classes.".formatted(EXAMPLES, best.size())
                : "The surest of each class.";
        return new PhotosSection("Judged right, most certain", about, some, pictures, 2, EXAMPLES);
    }

    private List<Judgement> judged(boolean right, Comparator<Judgement> order) {
        return evaluation.judgements().stream()
                .filter(judgement -> judgement.right() == right)
                .sorted(order)
                .toList();
    }

    private static Section trust(Trust known) {
        return switch (known) {
            case Trust.Tested tested -> new FaithfulnessSection(tested.findings());
            case Trust.Untested untested -> new UntestedSection(untested.reason());
        };
    }

    private static double score(Judgement judgement) {
        return judgement.prediction().score();
    }
}
