package dev.konkyo.app.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Judged photos with their evidence. The first are shown at once, further ones are folded, and those beyond that are listed by name, so that
 * the file stays one that a browser opens at once.
 *
 * @param about what is special about these photos, in a sentence; may be empty
 * @param photos in the order to show them
 */
record PhotosSection(
        String title, String about, List<Judgement> photos, JudgementPictures pictures, int open, int folded)
        implements Section {
    @Override
    public String html() {
        if (photos.isEmpty()) {
            return "";
        }
        int shown = Math.min(photos.size(), open + folded);
        var html = new StringBuilder(Page.paragraph((about + " " + count(shown)).strip()));
        html.append(gallery(photos.subList(0, Math.min(open, shown))));
        if (shown > open) {
            html.append(Page.folded((shown - open) + " more with pictures", gallery(photos.subList(open, shown))));
        }
        if (shown < photos.size()) {
            html.append(Page.folded(
                    (photos.size() - shown) + " more by name", names(photos.subList(shown, photos.size()))));
        }
        return html.toString();
    }

    private String count(int shown) {
        if (photos.size() == 1) {
            return "One photo.";
        }
        return shown == photos.size()
                ? photos.size() + " photos."
                : "%d of %d photos with pictures, the others by name.".formatted(shown, photos.size());
    }

    private String gallery(List<Judgement> some) {
        return some.stream()
                .map(pictures::html)
                .collect(Collectors.joining("\n", "<div class=\"gallery\">", "</div>\n"));
    }

    private static String names(List<Judgement> some) {
        var table = new HtmlTable("", "photo", "shows", "said", "score");
        for (var judgement : some) {
            var prediction = judgement.prediction();
            table.row(
                    String.valueOf(judgement.photo().getFileName()),
                    judgement.truthLabel(),
                    prediction.label(),
                    "%.2f".formatted(prediction.score()));
        }
        return table.html();
    }
}
