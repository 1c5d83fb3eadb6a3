package dev.konkyo.app.report;

import dev.konkyo.model.WilsonInterval;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Precision, recall and F1 of each class, those that are recognised worst first where there are many. */
record ClassesSection(ConfusionMatrix confusion) implements Section {
    private static final int OPEN = 20;

    @Override
    public String title() {
        return "Classes";
    }

    @Override
    public String html() {
        int classes = confusion.labels().size();
        boolean many = classes > OPEN;
        var table = new HtmlTable(
                "In brackets the range that holds the share of all such photos with 95 % confidence (Wilson)"
                        + (many ? "; lowest F1 first" : "") + ".",
                "class",
                "precision",
                "recall",
                "F1",
                "photos");
        var order = IntStream.range(0, classes).boxed();
        (many ? order.sorted(Comparator.comparingDouble(confusion::f1)) : order).forEach(label -> row(table, label));
        return table.html(OPEN, "All " + classes + " classes");
    }

    private void row(HtmlTable table, int label) {
        table.row(
                confusion.labels().get(label),
                share(confusion.hits(label), confusion.given(label)),
                share(confusion.hits(label), confusion.support(label)),
                confusion.given(label) + confusion.support(label) == 0 ? "–" : "%.3f".formatted(confusion.f1(label)),
                String.valueOf(confusion.support(label)));
    }

    private static String share(int hits, int photos) {
        return photos == 0 ? "–" : "%.3f (%s)".formatted((double) hits / photos, WilsonInterval.of(hits, photos));
    }
}
