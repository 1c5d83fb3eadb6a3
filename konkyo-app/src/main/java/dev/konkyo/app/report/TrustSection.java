package dev.konkyo.app.report;

import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.Measure;
import dev.konkyo.faithfulness.MethodFindings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far the heatmaps of several networks can be trusted, each beside two maps that never looked at a photo.
 *
 * @param networks what was found of each, by name
 */
record TrustSection(Map<String, Trust> networks) implements Section {
    @Override
    public String title() {
        return FaithfulnessSection.TITLE;
    }

    @Override
    public String html() {
        Map<String, Findings> tested = new LinkedHashMap<>();
        networks.forEach((network, trust) -> trust.found().ifPresent(found -> tested.put(network, found)));
        return tables(tested) + untested();
    }

    private static String tables(Map<String, Findings> tested) {
        if (tested.isEmpty()) {
            return "";
        }
        var measures = tested.values().stream()
                .flatMap(found -> found.measures().stream())
                .distinct()
                .toList();
        return Page.paragraph(intro(tested.values().iterator().next()))
                + warnings(tested)
                + table("What the decisions rest on", tested, measures, Measure.Subject.DECISION)
                + table("Whether the evidence lies where it should", tested, measures, Measure.Subject.PLACE)
                + FaithfulnessRows.notes(notes(tested))
                + FaithfulnessRows.meanings(measures);
    }

    private static String intro(Findings first) {
        return ("Each network's own decisions on the same %d photos were tested by changing these. Below each number stands the range that"
                        + " holds 95 %% of what other photos of the same kind would give (bootstrap). A blurred blob in the middle and a random map"
                        + " are each network's baselines: a map that does not beat them shows nothing. Scores of another network fall and rise"
                        + " otherwise, so compare a network with its baselines first and with other networks second.")
                .formatted(first.decisions());
    }

    private static String warnings(Map<String, Findings> tested) {
        return tested.entrySet().stream()
                .flatMap(entry -> entry.getValue().judged().stream()
                        .map(method -> FaithfulnessRows.warnings(name(entry.getKey(), method), method)))
                .collect(Collectors.joining());
    }

    private static String table(
            String caption, Map<String, Findings> tested, List<Measure> measures, Measure.Subject subject) {
        var rows = new FaithfulnessRows(caption, "network: method", measures, subject);
        tested.forEach((network, found) -> found.methods().forEach(method -> rows.add(name(network, method), method)));
        return rows.html();
    }

    private static String name(String network, MethodFindings method) {
        return network + ": " + method.name();
    }

    /** What is said of all networks once, and what is said of some with their names. */
    private static List<String> notes(Map<String, Findings> tested) {
        Map<String, Set<String>> about = new LinkedHashMap<>();
        tested.forEach((network, found) -> found.notes()
                .forEach(note ->
                        about.computeIfAbsent(note, _ -> new LinkedHashSet<>()).add(network)));
        return about.entrySet().stream()
                .map(note -> note.getValue().size() == tested.size()
                        ? note.getKey()
                        : String.join(", ", note.getValue()) + ": " + note.getKey())
                .toList();
    }

    private String untested() {
        var html = new StringBuilder();
        networks.forEach((network, trust) -> {
            if (trust instanceof Trust.Untested untested) {
                html.append(Page.paragraph(network + ": not measured: " + untested.reason() + "."));
            }
        });
        return html.toString();
    }
}
