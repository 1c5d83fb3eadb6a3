package dev.konkyo.app.cli;

import dev.konkyo.cluster.Space;
import dev.konkyo.evidence.memory.MemoryPlan;
import dev.konkyo.evidence.memory.MemorySearch;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How an evidence memory is built. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class MemoryOptions {
    private static final List<Integer> CLUSTERS = List.of(2, 5, 10, 20, 40);
    private static final List<Integer> CHANNELS = List.of(10, 25, 50, 100, 200, 400, Integer.MAX_VALUE);
    private static final String AUTO = "auto";

    /** What {@code auto} chooses itself. */
    private static final List<String> SIZES = List.of("--clusters", "--channels");

    /** What says how a memory is built of photos. */
    private static final List<String> BUILDING =
            List.of("--clusters", "--channels", "--distance", "--hold-back", "--seed", "--memory-output");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--memory",
            paramLabel = "DATA",
            description =
                    "Build the evidence memory from these labelled photos, or read it from a FILE.safetensors; auto builds"
                            + " several from --data and takes the one nearest to true maps. Without it channels count as the head weighs them.")
    private @Nullable String memory;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "The labelled photos for --memory auto, and photos to check the file on.")
    private @Nullable Path data;

    @Option(
            names = "--clusters",
            paramLabel = "N",
            description = "Clusters of embeddings, for all classes together; by default ${DEFAULT-VALUE}.")
    private int clusters = MemoryPlan.USUAL_CLUSTERS;

    @Option(
            names = "--channels",
            paramLabel = "N|all",
            converter = ChannelCount.class,
            description =
                    "Channels that each cluster keeps, the strongest, such as 50, as first published, which costs as"
                            + " much and follows true maps less; by default all.")
    private int channels = MemoryPlan.USUAL_CHANNELS;

    @Option(
            names = "--distance",
            paramLabel = "NAME",
            description =
                    "How near embeddings are: ${COMPLETION-CANDIDATES}; by default spherical for cosines, else euclidean.")
    private @Nullable Space distance;

    @Option(
            names = "--hold-back",
            paramLabel = "SHARE",
            description =
                    "Share of each class's photos on which the memory is held against true maps; by default ${DEFAULT-VALUE}.")
    private double heldBack = 0.2;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of split and clusters; by default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--memory-output",
            paramLabel = "FILE",
            description =
                    "Also write the memory to this safetensors file, for --memory of another export of the same model.")
    private @Nullable Path memoryOutput;

    /** Takes a number or all. */
    static final class ChannelCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return text.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(text);
        }
    }

    /** Where the memory comes from. */
    sealed interface Source {
        /** There is none. */
        record None() implements Source {}

        /** It was written before. */
        record Stored(Path file) implements Source {}

        /** It is built of photos. */
        record Photos(Path folder) implements Source {}
    }

    Source source() {
        if (memory == null) {
            refuse(BUILDING, "belongs to --memory DATA or --memory auto");
            return new Source.None();
        }
        if (memory.equals(AUTO)) {
            if (data == null) {
                throw new UsageException("--memory auto needs photos to choose by: expected --data DATA");
            }
            refuse(SIZES, "belongs to --memory DATA, auto chooses it");
            return new Source.Photos(data);
        }
        if (memory.toLowerCase(Locale.ROOT).endsWith(".safetensors")) {
            refuse(BUILDING, "belongs to --memory DATA, the memory of a file is built already");
            return new Source.Stored(Path.of(memory));
        }
        refuse(List.of("--data"), "belongs to --memory auto; photos of --memory DATA are used for the check too");
        return new Source.Photos(Path.of(memory));
    }

    /** An option that would change nothing is a mistake. */
    private void refuse(List<String> options, String why) {
        var given = command.commandLine().getParseResult();
        options.stream().filter(given::hasMatchedOption).findFirst().ifPresent(option -> {
            throw new UsageException(option + " " + why);
        });
    }

    /** Photos that the user named for any purpose. */
    Optional<Path> photos() {
        return source() instanceof Source.Photos(Path folder) ? Optional.of(folder) : Optional.ofNullable(data);
    }

    /** The memories to try, one unless they are to be chosen from. */
    MemorySearch search(ModelCard card) {
        PlanOptions.atLeast(1, "--clusters", clusters);
        PlanOptions.atLeast(1, "--channels", channels);
        if (AUTO.equals(memory)) {
            return new MemorySearch(
                    CLUSTERS, CHANNELS, distance == null ? List.of(Space.values()) : List.of(distance), seed);
        }
        var usual = card.scores() == ScoreKind.COSINE ? Space.SPHERICAL : Space.EUCLIDEAN;
        return new MemorySearch(
                List.of(clusters), List.of(channels), List.of(distance == null ? usual : distance), seed);
    }

    double heldBack() {
        if (!(heldBack >= 0 && heldBack < 1)) {
            throw new UsageException("--hold-back lies in [0, 1), got " + heldBack);
        }
        if (AUTO.equals(memory) && heldBack == 0) {
            throw new UsageException("--memory auto chooses by photos held back: expected --hold-back above 0");
        }
        return heldBack;
    }

    long seed() {
        return seed;
    }

    @Nullable
    Path memoryOutput() {
        return memoryOutput;
    }
}
