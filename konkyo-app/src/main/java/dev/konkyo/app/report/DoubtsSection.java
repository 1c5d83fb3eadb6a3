package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.torch.training.HardExample;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Photos whose label may be wrong, as a table with small pictures.
 *
 * @param doubts the hardest first
 * @param learnt photos that the model had learnt from when it judged their labels, among them photos without doubt
 * @param data the folder that their paths begin at
 */
record DoubtsSection(List<HardExample> doubts, long learnt, Path data, JudgementPictures pictures) implements Section {
    private static final int OPEN = 12;

    /** Of all the photos that a run judged. */
    static DoubtsSection of(List<HardExample> judged, Path data, JudgementPictures pictures) {
        var doubts = judged.stream().filter(HardExample::suspect).toList();
        return new DoubtsSection(
                doubts, judged.stream().filter(HardExample::learnt).count(), data, pictures);
    }

    @Override
    public String title() {
        return "Labels to look at again";
    }

    @Override
    public String html() {
        if (doubts.isEmpty()) {
            return learnt == 0 ? "" : Page.paragraph("No label is doubted. " + caution());
        }
        var about =
                "In these photos a class other than the label is as likely as it is on the average in its own photos."
                        + " The label may be wrong, or the photo hard; none was changed. The hardest come first.";
        var html = new StringBuilder(Page.paragraph(learnt == 0 ? about : about + " " + caution()));
        html.append(gallery(doubts.subList(0, Math.min(OPEN, doubts.size()))));
        if (doubts.size() > OPEN) {
            html.append(Page.folded((doubts.size() - OPEN) + " more", gallery(doubts.subList(OPEN, doubts.size()))));
        }
        return html.toString();
    }

    /** Confident learning wants probabilities of photos that were not learnt from (Northcutt et al. 2021, section 3). */
    private String caution() {
        return "The training photos (" + learnt + ") were judged by the model that had learnt from them, wrong labels"
                + " included: what it has memorised it does not doubt. A training with --folds 5 judges every photo by a model that had not.";
    }

    private String gallery(List<HardExample> some) {
        return some.stream()
                .map(this::card)
                .collect(Collectors.joining("\n", "<div class=\"gallery small\">", "</div>\n"));
    }

    private String card(HardExample doubt) {
        return "<div class=\"photo\"><p>labelled <b class=\"wrong\">%s</b> %.2f · looks like <b>%s</b> %.2f <span class=\"soft\">%s · %s</span></p><div class=\"row\" style=\"--columns:1\">%s</div></div>"
                .formatted(
                        escape(doubt.label()),
                        doubt.probability(),
                        escape(doubt.predicted()),
                        doubt.confidence(),
                        escape(doubt.part()),
                        escape(doubt.photo()),
                        picture(doubt));
    }

    /** Nothing where the photo has gone since it was judged. */
    private String picture(HardExample doubt) {
        try {
            return pictures.photo(data.resolve(doubt.photo()));
        } catch (UnreadablePhotoException e) {
            return "";
        }
    }
}
