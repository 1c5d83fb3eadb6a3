package dev.konkyo.bench;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.network.Networks;
import dev.konkyo.torch.training.Teacher;
import dev.konkyo.torch.training.Teaching;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a student with few labels learns more from a larger teacher: 25 kinds of rendered nuts, patchnet26 with half its channels taught by
 * patchnet26. The photos that the teacher learnt from, those without labels and the students' labelled ones, five of each class and others for
 * every seed, have none in common. All students take equally many steps: those that have the labelled photos alone see them so much more often. Prints
 * the accuracy on test photos of every run and a table of means and standard deviations. See {@link StudyArguments}.
 */
public final class Distillation {
    private static final int FEW = 5;

    private final Size size;
    private final KindsTask task;
    private final Map<String, List<Double>> runs = new LinkedHashMap<>();

    private Distillation(Size size, KindsTask task) {
        this.size = size;
        this.task = task;
    }

    /**
     * How much is trained.
     *
     * @param photos of each class for the teacher, and as many without labels
     * @param temperatures that students are taught at; the last also with photos without labels
     */
    private record Size(int photos, int teacherEpochs, int studentEpochs, List<Double> temperatures) {
        static final Size SMALL = new Size(60, 12, 16, List.of(4.0));
        static final Size FULL = new Size(150, 20, 16, List.of(1.0, 4.0));
    }

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        var chosen = StudyArguments.of(arguments);
        new Distillation(chosen.small() ? Size.SMALL : Size.FULL, chosen.task()).run(chosen.seeds());
    }

    private void run(int seeds) throws IOException {
        task.render(2 * size.photos + seeds * FEW);
        var model = task.train(
                Networks.named("patchnet26"),
                task.photos(0, size.photos),
                Teaching.none(),
                size.teacherEpochs,
                1,
                "teacher");
        System.out.printf("teacher: %.4f%n", task.accuracy(model));
        var teacher = task.teacher(model);
        for (int seed = 1; seed <= seeds; seed++) {
            students(teacher, seed);
        }
        runs.forEach((name, accuracies) -> System.out.println(KindsTask.row(name, accuracies)));
        teacher.model().close();
    }

    private void students(Teacher teacher, int seed) {
        int from = 2 * size.photos + (seed - 1) * FEW;
        var labelled = task.photos(from, from + FEW);
        var often = KindsTask.repeated(labelled, (size.photos + FEW) / FEW);
        train("labels alone", often, Teaching.none(), seed);
        for (double temperature : size.temperatures) {
            train("taught, T = %.0f".formatted(temperature), often, taught(teacher, temperature), seed);
        }
        double last = size.temperatures.getLast();
        var more = taught(teacher, last).withUnlabelled(task.photos(size.photos, 2 * size.photos));
        train("taught, T = %.0f, and photos without labels".formatted(last), labelled, more, seed);
    }

    private static Teaching taught(Teacher teacher, double temperature) {
        return new Teaching(List.of(teacher), temperature, Teaching.USUAL_SOFT_WEIGHT, Optional.empty());
    }

    private void train(String name, Dataset photos, Teaching teaching, int seed) {
        var accuracies = runs.computeIfAbsent(name, _ -> new ArrayList<>());
        var run = "seed %d, %s".formatted(seed, name);
        var model = task.train(new SmallPatchNet(), photos, teaching, size.studentEpochs, seed, run);
        accuracies.add(task.accuracy(model));
        System.out.printf("%s: %.4f%n", run, accuracies.getLast());
    }
}
