package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

import dev.konkyo.heatmap.Captioned;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a judged photo: photo, marked pixels and evidence side by side, as far as there are any.
 *
 * @param scale of the evidence, the same for every photo
 * @param side the longest side of a picture, in pixels
 */
public record JudgementPictures(PhotoReader reader, EvidenceScale scale, int side) {
    /** The photo as a card of an HTML page. */
    String html(Judgement judgement) {
        Image photo = reader.read(judgement.photo());
        List<String> figures = new ArrayList<>();
        figures.add(Page.figure(photo, side, "photo"));
        judgement
                .mask()
                .map(mask -> mask.read(reader))
                .ifPresent(mask ->
                        figures.add(Page.figure(Captioned.of("mask", mask).image(), side, "mask")));
        judgement
                .explanation()
                .ifPresent(explanation -> figures.add(Page.figure(
                        overlay(photo, explanation.heatmap()), side, "evidence for " + explanation.target())));
        return "<div class=\"photo\"><p>%s</p><div class=\"row\" style=\"--columns:%d\">%s</div></div>"
                .formatted(sentence(judgement), figures.size(), String.join("", figures));
    }

    /** A photo alone. */
    String photo(Path file) {
        return Page.figure(reader.read(file), side, "photo");
    }

    private static String sentence(Judgement judgement) {
        var prediction = judgement.prediction();
        return "<b class=\"%s\">%s</b> %.2f <span class=\"soft\">shows %s · %s</span>"
                .formatted(
                        judgement.right() ? "right" : "wrong",
                        escape(prediction.label()),
                        prediction.score(),
                        escape(judgement.truthLabel()),
                        escape(String.valueOf(judgement.photo().getFileName())));
    }

    private Image overlay(Image photo, Heatmap map) {
        return Overlay.standard(scale).tinted(photo, map);
    }

    /** The same pictures of another size. */
    JudgementPictures sized(int other) {
        return new JudgementPictures(reader, scale, other);
    }
}
