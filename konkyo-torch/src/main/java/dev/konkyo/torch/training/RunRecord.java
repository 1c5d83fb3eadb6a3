package dev.konkyo.torch.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.dataset.Part;
import dev.konkyo.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code plan.json} holds: the resolved settings and what they were applied to.
 *
 * @param origin what the user named of the start
 * @param photos of each class by part
 * @param dataHash see {@link DatasetHash}
 * @param teaching null for a training on labels alone
 */
record RunRecord(
        TrainingPlan plan,
        String network,
        List<String> labels,
        Object preprocessing,
        Object padding,
        Map<String, String> origin,
        Map<String, Map<String, Integer>> photos,
        String dataHash,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TeachingRecord teaching) {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String HASH = "dataHash";

    /** Settings that may differ when a run is resumed: they change its speed, not its meaning. Files may lie elsewhere: their hash counts, as do the numbers that options come to. */
    private static final Set<String> FREE = Set.of(
            "/plan/computation/threads",
            "/plan/computation/loaders",
            "/teaching/files",
            "/origin/weights",
            "/origin/from",
            "/origin/teacher",
            "/origin/unlabelled",
            "/origin/temperature",
            "/origin/soft-weight");

    /** Another setting changes photos and more, so it is what must be named; the hash comes last, as counts of photos say more. */
    private static final Comparator<String> SETTINGS_FIRST = Comparator.comparing((String name) -> !name.equals("plan"))
            .thenComparing(name -> name.equals(HASH))
            .thenComparing(Comparator.naturalOrder());

    static RunRecord of(TrainingPlan plan, TrainingStart start, Dataset data, Teaching teaching) {
        Map<String, Map<String, Integer>> photos = new LinkedHashMap<>();
        for (Part part : List.of(Part.TRAINING, Part.VALIDATION)) {
            photos.put(
                    part.name().toLowerCase(Locale.ROOT),
                    data.only(part).counts().classes().stream()
                            .collect(Collectors.toMap(
                                    count -> count.label(), count -> count.photos(), (a, _) -> a, LinkedHashMap::new)));
        }
        return new RunRecord(
                plan,
                start.card().network(),
                start.card().labels(),
                start.card().preprocessing(),
                start.card().padding(),
                start.origin(),
                photos,
                DatasetHash.of(data.only(Part.TRAINING, Part.VALIDATION)),
                TeachingRecord.of(teaching));
    }

    /** Photos of all classes in a part. */
    int photos(String part) {
        return photos.getOrDefault(part, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Writes the record into a folder that holds no run yet; one that ended before its first epoch did counts as none. */
    void create(RunFolder folder) {
        requireUnused(folder);
        AtomicFile.folder(folder.last());
        byte[] text = (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.plan(), out -> out.write(text));
    }

    /** Makes sure that a folder holds no run yet; one that ended before its first epoch did counts as none. */
    static void requireUnused(RunFolder folder) {
        if (Files.exists(folder.model())
                || new Checkpoint(folder.last()).state().isPresent()) {
            throw new TrainingException(
                    folder.folder() + " already holds a run; resume it with --resume or choose another output folder");
        }
    }

    /** Makes sure that the folder's run was made with these settings and photos. */
    void check(RunFolder folder) {
        if (!Files.exists(folder.plan())) {
            throw new TrainingException(
                    folder.folder() + " holds no run to resume (no plan.json); start one without --resume");
        }
        try {
            JsonNode before = JSON.readTree(Files.readAllBytes(folder.plan()));
            compare("", before, JSON.readTree(JSON.writeValueAsString(this)));
        } catch (IOException | JacksonException e) {
            throw new TrainingException(
                    "cannot read " + folder.plan() + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason"),
                    e);
        }
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }

    private static void compare(String path, JsonNode before, JsonNode now) {
        boolean untold = path.equals("/origin") && before.isMissingNode();
        if (untold || FREE.contains(path) || before.equals(now)) {
            return;
        }
        if (before.isObject() && now.isObject()) {
            Set<String> names = new TreeSet<>(SETTINGS_FIRST);
            names.addAll(before.propertyNames());
            names.addAll(now.propertyNames());
            names.forEach(name -> compare(path + "/" + name, before.path(name), now.path(name)));
            return;
        }
        if (path.equals("/" + HASH)) {
            throw new TrainingException(
                    "cannot resume with other photos: there are as many of each class, but some were"
                            + " changed, renamed or replaced, or lie in another part; bring the old ones back, or use another output folder");
        }
        if (path.startsWith("/photos/")) {
            throw new TrainingException("cannot resume with other photos: "
                    + path.substring("/photos/".length()).replace('/', ' ') + " had " + text(before) + ", now "
                    + text(now) + "; bring the old ones back, or use another output folder");
        }
        throw new TrainingException(
                "cannot resume with other settings: " + path.substring(1).replace('/', '.') + " was " + text(before)
                        + ", now " + text(now) + "; use the old value or another output folder");
    }
}
