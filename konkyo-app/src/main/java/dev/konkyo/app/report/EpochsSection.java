package dev.konkyo.app.report;

import dev.konkyo.torch.training.EpochResult;
import dev.konkyo.torch.training.EpochTimes;
import dev.konkyo.torch.training.TrainingOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How a training went: loss and accuracy by epoch, and how fast it was.
 *
 * @param taught whether the training loss is also one against teachers
 */
record EpochsSection(TrainingOutcome outcome, boolean taught) implements Section {
    private static final String TAUGHT =
            " It is mixed of the loss on the labels and the one against the teachers' softened answers, times the"
                    + " temperature squared; validation loss is on the labels alone, so the two curves cannot be compared by height.";

    @Override
    public String title() {
        return "Epochs";
    }

    @Override
    public String html() {
        return "<div class=\"charts\">"
                + chart("loss", taught ? TAUGHT : "", EpochResult::trainingLoss, EpochResult::validationLoss)
                + chart("accuracy", "", EpochResult::trainingAccuracy, EpochResult::validationAccuracy)
                + "</div>"
                + Page.paragraph(speed())
                + times().html()
                + Page.folded("All " + epochs().size() + " epochs in numbers", table().html());
    }

    private List<EpochResult> epochs() {
        return outcome.epochs();
    }

    private String chart(
            String axis,
            String more,
            ToDoubleFunction<EpochResult> training,
            ToDoubleFunction<EpochResult> validation) {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        lines.put("training", epochs().stream().mapToDouble(training).boxed().toList());
        lines.put(
                "validation", epochs().stream().mapToDouble(validation).boxed().toList());
        var caption = "Training " + axis + " is of the photos as they were varied, with the parameters of that moment."
                + more;
        return Page.chart(Charts.lines(axis, axis, lines), caption);
    }

    private String speed() {
        double seconds = epochs().stream().mapToDouble(EpochResult::seconds).sum();
        return "%s of training: median %.1f images/s; %.0f %% of the step's time went into waiting for photos."
                .formatted(
                        Seconds.text(seconds),
                        median(EpochResult::imagesPerSecond),
                        100 * median(EpochResult::waiting));
    }

    private HtmlTable times() {
        var table = new HtmlTable(
                "Where the time went, over all epochs. Photos are decoded and varied by threads beside the training step.",
                "",
                "time");
        row(table, "decode photos", EpochTimes::decode);
        row(table, "vary and normalise them", EpochTimes::augment);
        row(table, "forward", EpochTimes::forward);
        row(table, "backward", EpochTimes::backward);
        row(table, "update parameters", EpochTimes::update);
        return table;
    }

    private void row(HtmlTable table, String what, ToDoubleFunction<EpochTimes> time) {
        table.row(
                what,
                Seconds.text(epochs().stream()
                        .mapToDouble(epoch -> time.applyAsDouble(epoch.times()))
                        .sum()));
    }

    private double median(ToDoubleFunction<EpochResult> number) {
        var sorted = epochs().stream().mapToDouble(number).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private HtmlTable table() {
        var table = new HtmlTable(
                "The model of epoch " + outcome.best().epoch() + " was kept.",
                "epoch",
                "learning rate",
                "training loss",
                "training accuracy",
                "validation loss",
                "validation accuracy",
                "images/s",
                "time");
        epochs().forEach(epoch -> table.row(
                String.valueOf(epoch.epoch()),
                "%.2g".formatted(epoch.rate()),
                "%.4f".formatted(epoch.trainingLoss()),
                "%.4f".formatted(epoch.trainingAccuracy()),
                number(epoch.validationLoss()),
                number(epoch.validationAccuracy()),
                "%.1f".formatted(epoch.imagesPerSecond()),
                Seconds.text(epoch.seconds())));
        return table;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : "%.4f".formatted(value);
    }
}
