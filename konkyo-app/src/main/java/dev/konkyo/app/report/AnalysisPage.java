package dev.konkyo.app.report;

import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.PairFindings;
import dev.konkyo.faithfulness.Estimate;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How alike two models decide, to look at.
 *
 * @param cards of both
 * @param trust how far each model's evidence can be trusted, by its name; empty if nobody asked
 * @param textures that were made
 * @param facts about what was asked: the network of the textures, the methods, the photos
 */
public record AnalysisPage(
        PairFindings findings,
        Pair<ModelCard> cards,
        Map<String, Trust> trust,
        List<TexturePicture> textures,
        Map<String, String> facts) {
    /** Fact: whose features made the textures. */
    public static final String TEXTURES = "textures by the features of";

    /** Fact: the saliency method. */
    public static final String SALIENCY = "saliency method";

    /** Writes the page, replacing an earlier one. */
    public void write(Path file) {
        var page = new Page("How alike two models decide");
        page.text(
                "A is %s, B is %s. Both were shown the same %d pictures; the comparisons are those of Brendel and Bethge 2019, section 4."
                        .formatted(
                                words(findings.names().first()),
                                words(findings.names().second()),
                                findings.photos()));
        findings.notes().stream().map(Page::sentence).forEach(page::text);
        page.numbers(numbers())
                .add(new ScoreAgreementSection(findings))
                .add(new ShuffledSection(findings))
                .add(new TexturesSection(findings, facts.getOrDefault(TEXTURES, "a network"), textures))
                .add(new AdditivitySection(findings))
                .add(new ErrorAgreementSection(findings))
                .add(new SensitivitySection(findings, facts.getOrDefault(SALIENCY, "a saliency method")))
                .add(new TrustSection(trust))
                .add(new FactsSection("Models", models()))
                .add(new FactsSection("Photos and settings", facts));
        page.write(file);
    }

    private static String words(String name) {
        return name.replaceFirst("^[AB]: ", "");
    }

    private List<KeyNumber> numbers() {
        var whole = findings.shuffled().unchanged();
        var additivity = findings.additivity().correlation();
        return List.of(
                new KeyNumber(
                        "accuracy of A",
                        "%.3f".formatted(whole.accuracy().first()),
                        whole.intervals().first().toString()),
                new KeyNumber(
                        "accuracy of B",
                        "%.3f".formatted(whole.accuracy().second()),
                        whole.intervals().second().toString()),
                number("scores correlate", findings.scores().correlation()),
                number("same answer", findings.scores().sameAnswer()),
                number("A is a sum over places", additivity.first()),
                number("B is a sum over places", additivity.second()));
    }

    private static KeyNumber number(String name, Estimate estimate) {
        return new KeyNumber(
                name,
                AnalysisWords.number(estimate.value()),
                estimate.bounded() ? "%.2f to %.2f".formatted(estimate.low(), estimate.high()) : "");
    }

    private Map<String, String> models() {
        Map<String, String> models = new LinkedHashMap<>();
        put(models, "A", cards.first());
        put(models, "B", cards.second());
        return models;
    }

    private static void put(Map<String, String> facts, String model, ModelCard card) {
        var size = card.preprocessing();
        facts.put(model + ": network", card.network());
        facts.put(model + ": input", size.height() + " x " + size.width() + " pixels");
        facts.put(model + ": evidence layer", card.evidenceLayer() == null ? "none in the card" : card.evidenceLayer());
    }
}
