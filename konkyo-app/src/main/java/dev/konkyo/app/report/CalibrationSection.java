package dev.konkyo.app.report;

import dev.konkyo.model.WilsonInterval;
import java.util.List;

/** Whether the model's confidence can be taken at its word. */
record CalibrationSection(List<Judgement> judgements) implements Section {
    @Override
    public String title() {
        return "Calibration";
    }

    @Override
    public String html() {
        if (judgements.isEmpty()) {
            return "";
        }
        var calibration = Calibration.of(judgements);
        var words =
                ("The expected calibration error is %.3f: so far are confidence and share of right judgements apart, on"
                                + " average over the photos (%d bins; Guo et al. 2017, equation 3). The largest gap of a bin is %.3f. %s")
                        .formatted(
                                calibration.expectedError(),
                                calibration.bins().size(),
                                calibration.maximumError(),
                                tendency(calibration));
        return Page.paragraph(words)
                + "<div class=\"charts\">"
                + Page.chart(Charts.calibration(calibration), "Below the diagonal the model is surer than it may be.")
                + "</div>"
                + Page.folded("The bins in numbers", table(calibration).html());
    }

    private static String tendency(Calibration calibration) {
        double photos =
                calibration.bins().stream().mapToInt(Calibration.Bin::photos).sum();
        double surplus = calibration.filled().stream()
                .mapToDouble(bin -> bin.photos() / photos * (bin.confidence() - bin.accuracy()))
                .sum();
        return "On the whole the model is %s by %.3f."
                .formatted(surplus > 0 ? "too sure" : "not sure enough", Math.abs(surplus));
    }

    private static HtmlTable table(Calibration calibration) {
        var table = new HtmlTable("", "confidence", "photos", "mean confidence", "judged right", "gap");
        for (var bin : calibration.filled()) {
            table.row(
                    "%.3f–%.3f".formatted(bin.low(), bin.high()),
                    String.valueOf(bin.photos()),
                    "%.3f".formatted(bin.confidence()),
                    "%.3f (%s)".formatted(bin.accuracy(), WilsonInterval.of(bin.right(), bin.photos())),
                    "%.3f".formatted(bin.gap()));
        }
        return table;
    }
}
