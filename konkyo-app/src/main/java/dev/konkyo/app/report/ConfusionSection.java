package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The confusion matrix: in numbers for a few classes, as a grid of colours and a list of the most confused classes for many. */
record ConfusionSection(ConfusionMatrix confusion) implements Section {
    /** More classes than these do not fit on a page as numbers. */
    private static final int READABLE_CLASSES = 20;

    private static final int PAIRS = 20;

    @Override
    public String title() {
        return "Confusion";
    }

    @Override
    public String html() {
        return confusion.labels().size() <= READABLE_CLASSES ? matrix() : pairs() + grid();
    }

    private String matrix() {
        var header = Stream.concat(Stream.of(""), confusion.labels().stream()).toArray(String[]::new);
        var table = new HtmlTable("Row: what the photo shows. Column: what the model said.", header);
        for (int row = 0; row < confusion.labels().size(); row++) {
            int shown = row;
            table.cells(
                    confusion.labels().get(row),
                    IntStream.range(0, confusion.labels().size())
                            .mapToObj(column -> cell(shown, column))
                            .toList());
        }
        return "<div class=\"matrix\">" + table.html() + "</div>";
    }

    private String cell(int row, int column) {
        return HtmlTable.tinted(String.valueOf(count(row, column)), tint(row, column), share(row, column));
    }

    private String pairs() {
        var confusions = confusion.confusions();
        if (confusions.isEmpty()) {
            return Page.paragraph("No class was taken for another.");
        }
        var table = new HtmlTable(
                "The classes that are confused most, of %d pairs with at least one photo.".formatted(confusions.size()),
                "shows",
                "said",
                "photos",
                "of the class");
        for (var pair : confusions) {
            table.row(
                    confusion.labels().get(pair.shown()),
                    confusion.labels().get(pair.said()),
                    String.valueOf(pair.photos()),
                    "%.0f %%".formatted(100 * share(pair.shown(), pair.said())));
        }
        return table.html(PAIRS, "All " + confusions.size() + " pairs");
    }

    /** Only what is not zero takes room: a class more costs as many cells as it has photos. */
    private String grid() {
        int classes = confusion.labels().size();
        var cells = new StringBuilder();
        for (int row = 0; row < classes; row++) {
            for (int column = 0; column < classes; column++) {
                if (count(row, column) > 0) {
                    cells.append("<i class=\"tint %s\" style=\"--share:%.2f;grid-area:%d/%d\" title=\"%s\"></i>"
                            .formatted(
                                    tint(row, column),
                                    share(row, column),
                                    row + 1,
                                    column + 1,
                                    escape("shows %s, said %s: %d"
                                            .formatted(
                                                    confusion.labels().get(row),
                                                    confusion.labels().get(column),
                                                    count(row, column)))));
                }
            }
        }
        return Page.paragraph(
                        ("All %d classes in their order, from top to bottom what the photo shows, from left to right what the"
                                        + " model said. The stronger the colour, the larger the share of the class's photos.")
                                .formatted(classes))
                + "<div class=\"wide\"><div class=\"heat\" role=\"img\" aria-label=\"confusion matrix\" style=\"--classes:%d\">%s</div></div>%n"
                        .formatted(classes, cells);
    }

    private int count(int row, int column) {
        return confusion.counts().get(row).get(column);
    }

    private double share(int row, int column) {
        return (double) count(row, column) / Math.max(1, confusion.support(row));
    }

    private static String tint(int row, int column) {
        return row == column ? "hit" : "miss";
    }
}
