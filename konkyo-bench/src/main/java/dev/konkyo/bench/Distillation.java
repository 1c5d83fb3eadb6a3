package dev.konkyo.bench;

import dev.konkyo.network.Networks;
import dev.konkyo.torch.training.Teaching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a student with few labels learns more from a larger teacher: 25 kinds of rendered nuts, patchnet26 with half its channels taught
 * by patchnet26. Prints the accuracy on test photos of every run and a table of means and standard deviations. Arguments: folder for
 * photos and runs (must not hold earlier runs), seeds, engine threads; by default a new temporary folder, 3 and 1.
 */
public final class Distillation {
    private static final int MANY = 100;
    private static final int FEW = 5;
    private static final int TEACHER_EPOCHS = 14;
    private static final int LABELLED_EPOCHS = 100;
    private static final int UNLABELLED_EPOCHS = 8;

    private Distillation() {}

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        var folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("konkyo-distillation");
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        var task = new KindsTask(folder, arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1);
        task.render(MANY);
        var model = task.train(
                Networks.named("patchnet26"), task.photos(FEW, MANY), Teaching.none(), TEACHER_EPOCHS, 1, "teacher");
        System.out.printf("teacher: %.4f%n", task.accuracy(model));
        var teacher = task.teacher(model);
        var runs = new LinkedHashMap<String, List<Double>>();
        for (long seed = 1; seed <= seeds; seed++) {
            students(task, Teaching.by(List.of(teacher)), seed, runs);
        }
        runs.forEach((name, accuracies) -> System.out.printf("| %s | %s |%n", name, KindsTask.summary(accuracies)));
        teacher.model().close();
    }

    private static void students(KindsTask task, Teaching taught, long seed, Map<String, List<Double>> runs) {
        var softer = new Teaching(taught.teachers(), 1, taught.softWeight(), Optional.empty());
        run(task, "labels alone", Teaching.none(), LABELLED_EPOCHS, seed, runs);
        run(task, "taught, T = 1", softer, LABELLED_EPOCHS, seed, runs);
        run(task, "taught, T = 4", taught, LABELLED_EPOCHS, seed, runs);
        var more = taught.withUnlabelled(task.photos(FEW, MANY));
        run(task, "taught, T = 4, and photos without labels", more, UNLABELLED_EPOCHS, seed, runs);
    }

    private static void run(
            KindsTask task, String name, Teaching teaching, int epochs, long seed, Map<String, List<Double>> runs) {
        var accuracies = runs.computeIfAbsent(name, _ -> new ArrayList<>());
        var folder = "seed %d, %s".formatted(seed, name);
        var model = task.train(new SmallPatchNet(), task.photos(0, FEW), teaching, epochs, seed, folder);
        accuracies.add(task.accuracy(model));
        System.out.printf("%s, seed %d: %.4f%n", name, seed, accuracies.getLast());
    }
}
