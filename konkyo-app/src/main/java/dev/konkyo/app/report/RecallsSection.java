package dev.konkyo.app.report;

import java.util.List;
import java.util.stream.Stream;

/** The recall of every class by every network. */
record RecallsSection(Comparison comparison) implements Section {
    private static final int OPEN = 20;

    @Override
    public String title() {
        return "Recall by class";
    }

    @Override
    public String html() {
        if (comparison.finished().isEmpty()) {
            return "";
        }
        var names = comparison.finished().stream().map(Entrant::network);
        var header = Stream.concat(Stream.of("class", "photos"), names).toArray(String[]::new);
        var table = new HtmlTable("Of the photos of a class, the share that the network recognised.", header);
        var matrices = comparison.finished().stream().map(comparison::confusion).toList();
        var labels = comparison.photos().labels();
        for (int label = 0; label < labels.size(); label++) {
            table.cells(labels.get(label), cells(matrices, label));
        }
        return table.html(OPEN, "All " + labels.size() + " classes");
    }

    private static List<String> cells(List<ConfusionMatrix> matrices, int label) {
        int photos = matrices.getFirst().support(label);
        var recalls = matrices.stream()
                .map(matrix -> photos == 0
                        ? "<td>–</td>"
                        : HtmlTable.tinted("%.3f".formatted(matrix.recall(label)), "hit", matrix.recall(label)));
        return Stream.concat(Stream.of("<td>" + photos + "</td>"), recalls).toList();
    }
}
