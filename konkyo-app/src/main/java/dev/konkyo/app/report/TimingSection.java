package dev.konkyo.app.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What judging a photo took. */
record TimingSection(List<Judgement> judgements) implements Section {
    @Override
    public String title() {
        return "Time per photo";
    }

    @Override
    public String html() {
        if (judgements.isEmpty()) {
            return "";
        }
        var table = new HtmlTable(
                "Milliseconds, one photo after the other.", "step", "median", "95 of 100 within", "photos");
        row(table, "decode the file", timing -> DoubleStream.of(timing.decode()));
        row(table, "prepare and decide", timing -> timing.decide().stream());
        row(table, "prepare, decide and explain", timing -> timing.explain().stream());
        return table.html();
    }

    private void row(HtmlTable table, String step, Function<Timing, DoubleStream> time) {
        double[] sorted = times(time).sorted().toArray();
        if (sorted.length > 0) {
            table.row(
                    step,
                    "%.2f".formatted(quantile(sorted, 0.5)),
                    "%.2f".formatted(quantile(sorted, 0.95)),
                    String.valueOf(sorted.length));
        }
    }

    private DoubleStream times(Function<Timing, DoubleStream> time) {
        Stream<Timing> timings = judgements.stream().map(Judgement::timing);
        return timings.flatMapToDouble(time);
    }

    /** The smallest time that this share of the photos did not exceed. */
    private static double quantile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
