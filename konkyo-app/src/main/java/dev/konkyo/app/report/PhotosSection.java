package dev.konkyo.app.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Judged photos with their evidence. The first are shown at once, further ones are folded, and those beyond that are folded and small, so that
 * the file stays one that a browser opens.
 *
 * @param about what is special about these photos, in a sentence; may be empty
 * @param photos in the order to show them
 */
record PhotosSection(
        String title, String about, List<Judgement> photos, JudgementPictures pictures, int open, int folded)
        implements Section {
    private static final int SMALL = 96;

    @Override
    public String html() {
        if (photos.isEmpty()) {
            return "";
        }
        int shown = Math.min(photos.size(), open + folded);
        var html = new StringBuilder(Page.paragraph((about + " " + count()).strip()));
        html.append(gallery("gallery", pictures, photos.subList(0, Math.min(open, shown))));
        if (shown > open) {
            html.append(
                    Page.folded((shown - open) + " more", gallery("gallery", pictures, photos.subList(open, shown))));
        }
        if (shown < photos.size()) {
            html.append(Page.folded(
                    (photos.size() - shown) + " more, small",
                    gallery("gallery small", pictures.sized(SMALL), photos.subList(shown, photos.size()))));
        }
        return html.toString();
    }

    private String count() {
        return photos.size() == 1 ? "One photo." : photos.size() + " photos.";
    }

    private static String gallery(String style, JudgementPictures pictures, List<Judgement> some) {
        return some.stream()
                .map(pictures::html)
                .collect(Collectors.joining("\n", "<div class=\"" + style + "\">", "</div>\n"));
    }
}
