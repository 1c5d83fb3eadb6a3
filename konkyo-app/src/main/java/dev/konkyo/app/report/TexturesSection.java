package dev.konkyo.app.report;

import dev.konkyo.analysis.JudgedPhoto;
import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.PairFindings;
import java.util.List;

/** What two models see in textures. */
record TexturesSection(PairFindings findings, String source, List<TexturePicture> pictures) implements Section {
    private static final int SIDE = 224;

    @Override
    public String title() {
        return "Textures";
    }

    @Override
    public String html() {
        return findings.textures()
                .map(found -> Page.paragraph(sentence())
                        + ShuffledSection.table(found, findings.names())
                        + "<div class=\"side\">" + table() + "</div>")
                .orElse("");
    }

    /** What the figures mean here. */
    String sentence() {
        var found = findings.textures().orElseThrow();
        var texture = found.changed().getFirst();
        double left = pictures.stream()
                .mapToDouble(TexturePicture::distance)
                .average()
                .orElse(Double.NaN);
        var first = RobustnessWords.kept(found, Pair::first, Pair::first);
        var second = RobustnessWords.kept(found, Pair::second, Pair::second);
        return ("Of %d photos turned into textures by the features of %s, A is right on %d (%d before) and B on %d (%d before), where always naming"
                        + " one class gives %.2f: %s. %.1f %% of the noise's distance from the photos' Gram matrices is left%s.")
                .formatted(
                        found.photos(),
                        source,
                        texture.hits().first(),
                        found.unchanged().hits().first(),
                        texture.hits().second(),
                        found.unchanged().hits().second(),
                        found.majority(),
                        AnalysisWords.ofBoth(first, second),
                        100 * left,
                        left > 0.1
                                ? ", so they are hardly textures of these photos yet; more steps bring them nearer"
                                : "");
    }

    private String table() {
        var table = new HtmlTable(
                "Photos and their textures: the same features in the same amounts, at other places.",
                "photo",
                "texture");
        for (var picture : pictures) {
            table.headed(
                    figure(
                            picture.photo(),
                            picture.name() + " shows " + label(picture.photo().label()) + "; "),
                    List.of("<td>" + figure(picture.texture(), "") + "</td>"));
        }
        return table.html(4, "All " + pictures.size() + " textures");
    }

    private String figure(JudgedPhoto photo, String words) {
        var answers = photo.answers();
        return Page.figure(
                photo.picture(), SIDE, words + "A: " + label(answers.first()) + ", B: " + label(answers.second()));
    }

    private String label(int label) {
        return findings.labels().get(label);
    }
}
