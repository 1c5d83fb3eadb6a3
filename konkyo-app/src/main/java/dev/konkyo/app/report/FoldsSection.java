package dev.konkyo.app.report;

import dev.konkyo.torch.training.FoldResult;
import java.util.List;

/** How well each fold's model does on the photos that were held back from it, and how much that varies. */
record FoldsSection(List<FoldResult> folds) implements Section {
    @Override
    public String title() {
        return "Folds";
    }

    @Override
    public String html() {
        if (folds.isEmpty()) {
            return "";
        }
        var table = new HtmlTable(
                "Each fold's model at its best epoch, on the photos that it had not learnt from.",
                "fold",
                "accuracy",
                "loss",
                "best epoch",
                "epochs");
        for (var fold : folds) {
            table.row(
                    String.valueOf(fold.fold()),
                    "%.4f".formatted(fold.best().validationAccuracy()),
                    "%.4f".formatted(fold.best().validationLoss()),
                    String.valueOf(fold.best().epoch()),
                    String.valueOf(fold.epochs()));
        }
        table.row("mean", "%.4f".formatted(FoldResult.mean(folds)), "", "", "");
        table.row("standard deviation", "%.4f".formatted(FoldResult.deviation(folds)), "", "", "");
        return table.html();
    }
}
