package dev.konkyo.app.cli;

import dev.konkyo.analysis.Pair;
import dev.konkyo.graph.Cost;
import dev.konkyo.model.Model;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How textures are made of photos. */
final class TextureOptions {
    @Option(
            names = "--textures",
            paramLabel = "N",
            description =
                    "Photos that textures are made of, which is costly; 0 leaves them out; by default ${DEFAULT-VALUE}.")
    private int photos = 8;

    @Option(
            names = "--texture-steps",
            paramLabel = "N",
            description = "Steps of the optimiser for each texture, in tens; by default ${DEFAULT-VALUE}.")
    private int steps = 100;

    @Option(
            names = "--texture-model",
            paramLabel = "MODEL",
            description =
                    "The model whose features make the textures; by default the one of the two with more parameters.")
    private @Nullable Path file;

    void check() {
        if (photos < 0 || steps < 1) {
            throw new UsageException(
                    "--textures must be at least 0 and --texture-steps at least 1, got " + photos + " and " + steps);
        }
    }

    int photos() {
        return photos;
    }

    int steps() {
        return steps;
    }

    /** The file of another model than the two. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The larger of two models; the first of equal ones. */
    static Model larger(Pair<Model> models) {
        return Cost.parameters(models.second().graph())
                        > Cost.parameters(models.first().graph())
                ? models.second()
                : models.first();
    }
}
