package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.graph.Cost;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import java.util.List;

/** What a training is about to do, for people. */
record TrainingSummary(TrainingStart start, TrainingPlan plan, Dataset photos) {
    List<String> lines() {
        var cost = Cost.of(start.network().graph());
        var size = start.card().preprocessing();
        return List.of(
                "network %s at %d x %d: %.2f M parameters, %.3f G multiply-adds a photo"
                        .formatted(
                                start.card().network(),
                                size.height(),
                                size.width(),
                                cost.parameters() / 1e6,
                                cost.totalMultiplyAdds() / 1e9),
                "training on " + photos.only(Part.TRAINING).counts().summary(),
                "validation on " + photos.only(Part.VALIDATION).counts().summary(),
                "plan " + Output.text(plan));
    }
}
