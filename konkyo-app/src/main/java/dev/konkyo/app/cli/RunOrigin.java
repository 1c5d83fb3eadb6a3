package dev.konkyo.app.cli;

import dev.konkyo.file.FileHash;
import dev.konkyo.hub.HubReference;
import dev.konkyo.torch.training.RunFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the user named as the start of a run: network, weights, size of the photos, teachers and the like. It stands in the run's {@code plan.json}, so
 * that a resumption need not repeat it.
 *
 * @param named values by the option's name without its dashes, files as absolute paths, with the hash of the file that was read
 */
record RunOrigin(Map<String, String> named) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NUMBERED = "numbered";
    private static final String HASH = "sha256";
    private static final Set<String> FILES = Set.of("weights", "from");
    private static final String TEACHER = "teacher";
    private static final String UNLABELLED = "unlabelled";

    /** What is taught beside the labels; whether it is the same as before is told by its hashes in the plan. */
    private static final Set<String> TEACHING = names(new TeacherOptions());

    private static final Set<String> START = names(new StartOptions());

    RunOrigin {
        named = new TreeMap<>(named);
    }

    /** What a run's folder says of its start, and how that turned out, by option. */
    private record Recorded(RunOrigin origin, Map<String, String> resolved) {}

    /** The options of a command line that say how a run starts. */
    static RunOrigin of(CommandSpec spec) {
        Map<String, String> named = new TreeMap<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            var name = option.longestName().substring(2);
            if (START.contains(name) || TEACHING.contains(name)) {
                named.put(name, text(name, option.originalStringValues()));
            } else if (name.equals(NUMBERED)) {
                named.put(name, "true");
            }
        }
        return new RunOrigin(named);
    }

    private static Set<String> names(Object options) {
        return new CommandLine(options)
                .getCommandSpec().options().stream()
                        .map(option -> option.longestName().substring(2))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String text(String name, List<String> values) {
        boolean paths = FILES.contains(name) || name.equals(TEACHER) || name.equals(UNLABELLED);
        return values.stream()
                .map(value -> paths ? located(value) : value)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String located(String file) {
        return HubReference.means(file)
                ? file
                : Path.of(file).toAbsolutePath().normalize().toString();
    }

    /** The same with the hash of the file that it begins with. */
    RunOrigin hashed() {
        var hashed = new TreeMap<>(named);
        file().ifPresent(file -> hashed.put(HASH, FileHash.sha256(file)));
        return new RunOrigin(hashed);
    }

    /** The file that the run begins with; a model of the hub is pinned by its own hash. */
    private Optional<Path> file() {
        return FILES.stream()
                .filter(named::containsKey)
                .map(named::get)
                .filter(file -> !HubReference.means(file))
                .map(Path::of)
                .findFirst();
    }

    /**
     * The start of the run in a folder, under options that may repeat it but not change it.
     *
     * @return empty if the folder's run says nothing of its start
     * @throws CommandException naming the option that differs, or the file that does
     */
    Optional<RunOrigin> resumed(RunFolder folder) {
        return recorded(folder).map(before -> {
            var merged = new TreeMap<>(before.origin.named);
            named.forEach((option, value) -> {
                if (!TEACHING.contains(option)) {
                    before.origin.requireSame(option, value, before.resolved);
                }
                // A file may lie elsewhere by now; what else was not named has its value anyway.
                if (TEACHING.contains(option) || (FILES.contains(option) && merged.containsKey(option))) {
                    merged.put(option, value);
                }
            });
            var origin = new RunOrigin(merged);
            origin.requireUnchangedFile();
            return origin;
        });
    }

    private void requireSame(String option, String value, Map<String, String> resolved) {
        var was = named.getOrDefault(option, resolved.getOrDefault(option, "not given"));
        boolean same = FILES.contains(option) ? sameFile(was, value) : was.equalsIgnoreCase(value);
        if (!same) {
            throw new CommandException("cannot resume with other settings: --%s was %s, now %s; leave it out, or use"
                            .formatted(option, was, value)
                    + " another output folder");
        }
    }

    private boolean sameFile(String was, String value) {
        return was.equals(value)
                || (!HubReference.means(value)
                        && Files.exists(Path.of(value))
                        && FileHash.sha256(Path.of(value)).equals(named.get(HASH)));
    }

    private void requireUnchangedFile() {
        var hash = named.get(HASH);
        var file = file();
        if (hash == null || file.isEmpty()) {
            return;
        }
        var option = named.containsKey("from") ? "--from" : "--weights";
        if (!Files.exists(file.get())) {
            throw new CommandException(file.get()
                    + ", which the run began with, is not there any more; name where it lies" + " now with " + option);
        }
        if (!FileHash.sha256(file.get()).equals(hash)) {
            throw new CommandException(file.get() + " has changed since the run began with it; put the old file back,"
                    + " or name where it lies with " + option);
        }
    }

    /** The same as options of {@code train}. */
    StartOptions options() {
        return parsed(new StartOptions(), START);
    }

    /** The teachers, as options. */
    TeacherOptions teachers() {
        return parsed(new TeacherOptions(), TEACHING);
    }

    private <T> T parsed(T options, Set<String> names) {
        List<String> words = new ArrayList<>();
        named.forEach((option, value) -> {
            if (names.contains(option)) {
                var values = option.equals(TEACHER)
                        ? value.split(Pattern.quote(File.pathSeparator), -1)
                        : new String[] {value};
                for (var one : values) {
                    words.addAll(List.of("--" + option, one));
                }
            }
        });
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words.toArray(String[]::new));
        return options;
    }

    /** Whether classes come from file names. */
    boolean numbered() {
        return named.containsKey(NUMBERED);
    }

    private static Optional<Recorded> recorded(RunFolder folder) {
        var file = Files.exists(folder.plan()) ? folder.plan() : folder.fold(1).plan();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode record = JSON.readTree(Files.readAllBytes(file));
            if (!record.path("origin").isObject()) {
                return Optional.empty();
            }
            Map<String, String> named = new TreeMap<>();
            record.path("origin").properties().forEach(entry -> named.put(entry.getKey(), words(entry.getValue())));
            return Optional.of(new Recorded(new RunOrigin(named), resolved(record)));
        } catch (JacksonException e) {
            throw new CommandException(file + " is damaged; start a new run in another output folder", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String words(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    /** What options that were not named came to. */
    private static Map<String, String> resolved(JsonNode record) {
        Map<String, String> resolved = new TreeMap<>(Map.of("classifier", "own"));
        resolved.put("network", words(record.path("network")));
        resolved.put("padding", words(record.path("padding")));
        var height = record.at("/preprocessing/height");
        if (height.equals(record.at("/preprocessing/width"))) {
            resolved.put("image-size", words(height));
        }
        return resolved;
    }
}
