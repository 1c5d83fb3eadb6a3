package dev.konkyo.app.report;

import dev.konkyo.dataset.Skipped;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.FoldResult;
import dev.konkyo.torch.training.HardExample;
import dev.konkyo.torch.training.HardExamples;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.TrainingOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A training run to look at: {@code report.html} in the run's folder. */
public record TrainingReport(RunFolder run) {
    private static final int PICTURE_SIDE = 224;
    private static final int DOUBT_SIDE = 144;

    /**
     * Writes the page.
     *
     * @param held the best model's judgements on the photos that were held back; after a cross-validation those of all folds' models
     * @param folds of a cross-validation; otherwise none
     * @param data the photos' folder
     * @param left files of the data that were left out before the training
     */
    public Path write(
            TrainingOutcome outcome, Optional<Evaluation> held, List<FoldResult> folds, Path data, List<Skipped> left) {
        var card = ModelFile.read(run.model()).model().card();
        var page = new Page("Training of " + card.network());
        page.text(folds.isEmpty() ? once(outcome, held.isPresent()) : folded(outcome, folds.size()));
        held.ifPresent(evaluation -> page.numbers(sections(card, evaluation).numbers()));
        page.add(new FoldsSection(folds));
        var settings = new SettingsFile(run.plan());
        page.add(new EpochsSection(outcome, settings.names("teaching")));
        page.add(doubtful(card, data));
        held.ifPresent(evaluation -> page.add(sections(card, evaluation).all()));
        if (held.flatMap(Evaluation::trust).isEmpty()) {
            page.add(new UntestedSection(untested(held.isPresent())));
        }
        page.add(FactsSection.of(card));
        page.add(settings.section());
        page.add(new SkippedSection(skipped(outcome, held, left)));
        var file = run.folder().resolve("report.html");
        page.write(file);
        return file;
    }

    private DoubtsSection doubtful(ModelCard card, Path data) {
        var examples =
                Files.exists(run.hardExamples()) ? HardExamples.read(run.hardExamples()) : List.<HardExample>of();
        return DoubtsSection.of(
                examples,
                data,
                pictures(Scales.of(card, Evidence.ownUnit(card))).sized(DOUBT_SIDE));
    }

    /** Why the evidence was not tested, and what tests it. */
    private static String untested(boolean judged) {
        return (judged
                        ? "no photo that was held back could be judged"
                        : "no photos were held back, or the training was ended early")
                + "; konkyo faithfulness model.onnx DATA measures it on photos that the model has not met";
    }

    private static String once(TrainingOutcome outcome, boolean judged) {
        return "Best epoch %d of %d%s%s"
                .formatted(
                        outcome.best().epoch(),
                        outcome.epochs().size(),
                        outcome.stopped() ? " (ended early)" : "",
                        judged
                                ? "; all numbers are of its model, on the photos that were held back. They also chose the"
                                        + " epoch, so new photos may turn out a little worse."
                                : ".");
    }

    private static String folded(TrainingOutcome outcome, int folds) {
        return ("Each photo was judged by the one of %d models that had not learnt from it; the numbers, pictures and their"
                        + " evidence are of these models. They also chose their epochs, so new photos may turn out a little"
                        + " worse. The model that is handed over has learnt from all photos for %d %s%s.")
                .formatted(
                        folds,
                        outcome.epochs().size(),
                        outcome.epochs().size() == 1 ? "epoch" : "epochs",
                        outcome.stopped() ? " (ended early)" : "");
    }

    private static EvaluationSections sections(ModelCard card, Evaluation evaluation) {
        return new EvaluationSections(card, evaluation, pictures(Scales.of(card, evaluation)));
    }

    private static JudgementPictures pictures(EvidenceScale scale) {
        return new JudgementPictures(PhotoReader.standard(), scale, PICTURE_SIDE);
    }

    private static List<Skipped> skipped(TrainingOutcome outcome, Optional<Evaluation> held, List<Skipped> left) {
        Set<Skipped> all = new LinkedHashSet<>(left);
        Stream.concat(held.stream().flatMap(evaluation -> evaluation.skipped().stream()), outcome.skipped().stream())
                .forEach(all::add);
        return new ArrayList<>(all);
    }
}
