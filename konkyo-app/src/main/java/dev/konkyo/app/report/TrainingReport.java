package dev.konkyo.app.report;

import dev.konkyo.dataset.Skipped;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.TrainingOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /**
     * Writes the page.
     *
     * @param held the best model's judgements on the photos that were held back
     */
    public Path write(TrainingOutcome outcome, Optional<Evaluation> held) {
        var card = ModelFile.read(run.model()).model().card();
        var page = new Page("Training of " + card.network());
        page.text("Best epoch %d of %d%s%s"
                .formatted(
                        outcome.best().epoch(),
                        outcome.epochs().size(),
                        outcome.stopped() ? " (ended early)" : "",
                        held.isPresent()
                                ? "; all numbers are of its model, on the photos that were held back. They also chose the"
                                        + " epoch, so new photos may turn out a little worse."
                                : "."));
        held.ifPresent(evaluation -> page.numbers(sections(card, evaluation).numbers()));
        page.add(new EpochsSection(outcome));
        held.ifPresent(evaluation -> page.add(sections(card, evaluation).all()));
        page.add(FactsSection.of(card));
        page.add(new SettingsFile(run.plan()).section());
        page.add(new SkippedSection(skipped(outcome, held)));
        var file = run.folder().resolve("report.html");
        try {
            Files.writeString(file, page.html());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return file;
    }

    private static EvaluationSections sections(ModelCard card, Evaluation evaluation) {
        var pictures = new JudgementPictures(PhotoReader.standard(), Scales.of(card, Unit.SCORE), PICTURE_SIDE);
        return new EvaluationSections(card, evaluation, pictures);
    }

    private static List<Skipped> skipped(TrainingOutcome outcome, Optional<Evaluation> held) {
        Set<Skipped> all = new LinkedHashSet<>();
        Stream.concat(held.stream().flatMap(evaluation -> evaluation.skipped().stream()), outcome.skipped().stream())
                .forEach(all::add);
        return new ArrayList<>(all);
    }
}
