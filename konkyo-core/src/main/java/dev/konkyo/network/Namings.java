package dev.konkyo.network;

import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.network.Naming.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The list of namings. Each but torchvision's is a text file beside this class: lines {@code networks NAME...}, {@code epsilon NUMBER},
 * {@code epsilon-same NUMBER} and {@code blocks FIRST}, then rules {@code PATTERN -> REPLACEMENT | REPLACEMENT}.
 */
public final class Namings {
    private static final List<Naming> ALL = List.of(
            Naming.TORCHVISION,
            read("timm", "mobilenet_v1"),
            read("timm", "mobilenet_v2"),
            read("timm", "mobilenet_v3"),
            read("timm", "vgg"));

    private Namings() {}

    public static List<Naming> all() {
        return ALL;
    }

    private static Naming read(String source, String family) {
        String file = source + "-" + family + ".names";
        try (InputStream in = Namings.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing");
            }
            return parse(source, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + file + ": " + e.getMessage(), e);
        }
    }

    private static Naming parse(String source, String text) {
        List<String> networks = new ArrayList<>();
        Map<PaddingStyle, Float> epsilons = new EnumMap<>(PaddingStyle.class);
        Optional<Integer> first = Optional.empty();
        List<Rule> rules = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            String[] words = line.split("\\s+", -1);
            if (line.contains("->")) {
                rules.add(new Rule(
                        Pattern.compile(words[0]),
                        Arrays.stream(line.substring(line.indexOf("->") + 2).split("\\|", -1))
                                .map(String::strip)
                                .toList()));
                continue;
            }
            switch (words[0]) {
                case "networks" -> networks.addAll(Arrays.asList(words).subList(1, words.length));
                case "epsilon" -> epsilons.put(PaddingStyle.SYMMETRIC, Float.valueOf(words[1]));
                case "epsilon-same" -> epsilons.put(PaddingStyle.SAME, Float.valueOf(words[1]));
                case "blocks" -> first = Optional.of(Integer.valueOf(words[1]));
                case "#", "" -> {}
                default -> throw new IllegalStateException("naming of " + source + ": unknown line '" + line + "'");
            }
        }
        return new Naming(source, networks, first, epsilons, rules);
    }
}
