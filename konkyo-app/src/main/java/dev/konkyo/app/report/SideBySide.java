package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

import dev.konkyo.evidence.Explanation;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.image.Image;
import dev.konkyo.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The same photos as several networks see them: a row for each photo, a column for each network. */
public final class SideBySide implements Section {
    private static final int SIDE = 160;

    private final List<String> networks;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String photo, List<String> cells) {}

    /** Columns for these networks. */
    public SideBySide(List<String> networks) {
        this.networks = List.copyOf(networks);
    }

    @Override
    public String title() {
        return "Evidence side by side";
    }

    /**
     * Adds a row.
     *
     * @param truth the label that the photo deserves
     * @param cells one per network, see {@link #cell} and {@link #missing}
     */
    public void add(Image photo, String name, String truth, List<String> cells) {
        rows.add(new Row(Page.figure(photo, SIDE, name + " shows " + truth), List.copyOf(cells)));
    }

    /** What a network says of a photo and why, on the network's own scale. */
    public static String cell(Image photo, String truth, Explanation explanation, ModelCard card) {
        var map = explanation.heatmap();
        var prediction = explanation.prediction();
        var tinted = Overlay.standard(Scales.of(card, map.unit())).tinted(photo, Grain.drawn(map, card));
        return "<td class=\"%s\">%s</td>"
                .formatted(
                        prediction.label().equals(truth) ? "right" : "wrong",
                        Page.figure(tinted, SIDE, "%s %.2f".formatted(prediction.label(), prediction.score())));
    }

    /** A network that could not explain the photo. */
    public static String missing(String reason) {
        return "<td class=\"soft\">" + escape(reason) + "</td>";
    }

    @Override
    public String html() {
        if (rows.isEmpty() || networks.isEmpty()) {
            return "";
        }
        var header = Stream.concat(Stream.of("photo"), networks.stream()).toArray(String[]::new);
        var table = new HtmlTable(
                "First the photos that the networks disagree on. Each picture shows the evidence for what the network said, on the"
                        + " network's own scale.",
                header);
        for (var row : rows) {
            table.headed(row.photo(), row.cells());
        }
        return "<div class=\"side\">" + table.html() + "</div>";
    }
}
