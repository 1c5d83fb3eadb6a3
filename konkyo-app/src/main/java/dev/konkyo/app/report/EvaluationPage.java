package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * An evaluation to look at: the numbers, the confusion matrix, then the photos, those that were judged wrong first.
 *
 * @param pictures how a photo is shown with its evidence
 * @param limit the largest number of photos of each kind
 */
public record EvaluationPage(JudgementPictures pictures, int limit) {
    /**
     * Adds an evaluation to a page.
     *
     * @param page gets the sections
     */
    public void addTo(Page page, Evaluation evaluation) {
        var confusion = evaluation.confusion();
        page.heading("Right and wrong");
        page.html(matrix(confusion)).html(classes(confusion));
        page.text(
                "Evidence is drawn on one scale for all photos: nothing up to %.2f, the strongest colour from %.2f on."
                        .formatted(pictures.scale().floor(), pictures.scale().ceiling()));
        photos(page, evaluation, "Judged wrong", judgement -> !judgement.right());
        for (int label = 0; label < confusion.labels().size(); label++) {
            int shown = label;
            photos(
                    page,
                    evaluation,
                    "Judged right: " + confusion.labels().get(label),
                    judgement -> judgement.right() && judgement.truth() == shown);
        }
        skipped(page, evaluation);
    }

    private void photos(Page page, Evaluation evaluation, String title, Predicate<Judgement> which) {
        List<Judgement> all = evaluation.judgements().stream()
                .filter(which)
                .sorted(Comparator.comparingDouble(
                        judgement -> judgement.prediction().score()))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        page.heading(title + " (" + all.size() + ")");
        if (all.size() > limit) {
            page.text("The " + limit + " least sure of them.");
        }
        page.html("<div class=\"gallery\">");
        all.stream().limit(limit).map(pictures::html).forEach(page::html);
        page.html("</div>");
    }

    private static void skipped(Page page, Evaluation evaluation) {
        if (evaluation.skipped().isEmpty()) {
            return;
        }
        page.heading("Skipped files (" + evaluation.skipped().size() + ")");
        page.html("<ul>");
        for (var skipped : evaluation.skipped()) {
            page.html("<li>" + escape(skipped.file() + ": " + skipped.reason()) + "</li>");
        }
        page.html("</ul>");
    }

    private static String matrix(ConfusionMatrix confusion) {
        var table = new StringBuilder(
                "<div class=\"wide\"><table class=\"matrix\"><caption>Row: what the photo shows. Column: what the "
                        + "model said.</caption><tr><th></th>");
        confusion
                .labels()
                .forEach(label -> table.append("<th>").append(escape(label)).append("</th>"));
        table.append("</tr>\n");
        for (int row = 0; row < confusion.labels().size(); row++) {
            table.append("<tr><th>").append(escape(confusion.labels().get(row))).append("</th>");
            for (int column = 0; column < confusion.labels().size(); column++) {
                int count = confusion.counts().get(row).get(column);
                table.append("<td class=\"%s\" style=\"--share:%.3f\">%d</td>"
                        .formatted(
                                row == column ? "hit" : "miss",
                                (double) count / Math.max(1, confusion.support(row)),
                                count));
            }
            table.append("</tr>\n");
        }
        return table.append("</table></div>").toString();
    }

    private static String classes(ConfusionMatrix confusion) {
        var table = new StringBuilder(
                "<div class=\"wide\"><table><caption>By class</caption><tr><th>class</th><th>precision</th><th>recall</th><th>photos</th></tr>\n");
        IntStream.range(0, confusion.labels().size())
                .forEach(label -> table.append("<tr><th>%s</th><td>%.3f</td><td>%.3f</td><td>%d</td></tr>%n"
                        .formatted(
                                escape(confusion.labels().get(label)),
                                confusion.precision(label),
                                confusion.recall(label),
                                confusion.support(label))));
        return table.append("</table></div>").toString();
    }
}
