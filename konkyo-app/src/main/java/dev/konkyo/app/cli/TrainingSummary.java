package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.graph.Cost;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a training is about to do, for people. */
record TrainingSummary(TrainingStart start, TrainingPlan plan, Dataset photos) {
    /** As notes while the work begins. */
    List<String> notes() {
        return Stream.concat(facts().stream(), Stream.of(course())).toList();
    }

    /** As a file that can be given as a plan, in which everything else is a comment. */
    List<String> file() {
        return Stream.concat(facts().stream().map(line -> "# " + line), PlanFile.lines(plan).stream())
                .toList();
    }

    private String course() {
        return "at most %d %s in batches of %d, %s with a rate of %.2g, %s, %d %s, seed %d; plan.json has every setting"
                .formatted(
                        plan.course().epochs(),
                        plan.course().epochs() == 1 ? "epoch" : "epochs",
                        plan.course().batch(),
                        plan.optimization().getClass().getSimpleName(),
                        plan.optimization().rate(),
                        plan.computation().precision().name().toLowerCase(Locale.ROOT),
                        plan.computation().threads(),
                        plan.computation().threads() == 1 ? "thread" : "threads",
                        plan.seed());
    }

    /** Network and photos, one line each. */
    List<String> facts() {
        var cost = Cost.of(start.network().graph());
        var of = plan.division().folds() == 0
                ? ""
                : "fold 1 of " + plan.division().folds() + ": ";
        var size = start.card().preprocessing();
        return List.of(
                "network %s at %d x %d: %.2f M parameters, %.3f G multiply-adds a photo"
                        .formatted(
                                start.card().network(),
                                size.height(),
                                size.width(),
                                cost.parameters() / 1e6,
                                cost.totalMultiplyAdds() / 1e9),
                of + "training on " + photos.only(Part.TRAINING).counts().summary(),
                of + "validation on " + photos.only(Part.VALIDATION).counts().summary());
    }
}
