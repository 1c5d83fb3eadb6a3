package dev.konkyo.bench;

import dev.konkyo.network.Networks;
import dev.konkyo.torch.training.Teaching;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a network loses that sees no more than patches: 25 kinds of rendered nuts, MobileNetV2 and its bag version with patches of 31 pixels, both from
 * scratch with the same photos, epochs and seeds. Prints the accuracy on test photos of every run and a table of means and standard
 * deviations. See {@link StudyArguments}.
 */
public final class BagTwins {
    private static final List<String> NETWORKS = List.of("mobilenet_v2", "bag_mobilenet_v2_31");

    private BagTwins() {}

    /**
     * How much is trained.
     *
     * @param photos of each class
     */
    private record Size(int photos, int epochs) {
        static final Size SMALL = new Size(60, 8);
        static final Size FULL = new Size(60, 16);
    }

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        var chosen = StudyArguments.of(arguments);
        var size = chosen.small() ? Size.SMALL : Size.FULL;
        var task = chosen.task();
        Files.createDirectories(chosen.folder());
        task.render(size.photos);
        Map<String, List<Double>> runs = new LinkedHashMap<>();
        for (int seed = 1; seed <= chosen.seeds(); seed++) {
            for (String name : NETWORKS) {
                var run = "seed %d, %s".formatted(seed, name);
                var model = task.train(
                        Networks.named(name), task.photos(0, size.photos), Teaching.none(), size.epochs, seed, run);
                var accuracy = task.accuracy(model);
                runs.computeIfAbsent(name, _ -> new ArrayList<>()).add(accuracy);
                System.out.printf("%s: %.4f%n", run, accuracy);
            }
        }
        runs.forEach((name, accuracies) -> System.out.println(KindsTask.row(name, accuracies)));
    }
}
