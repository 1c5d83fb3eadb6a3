package dev.konkyo.bench;

import dev.konkyo.onnx.ModelFile;
import dev.konkyo.specialist.Committee;
import dev.konkyo.specialist.Specialist;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.FineTuning;
import dev.konkyo.torch.training.Optimization;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.SpecialistTraining;
import dev.konkyo.torch.training.Teaching;
import dev.konkyo.torch.training.TrainingListener;
import dev.konkyo.torch.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether specialists help a generalist: 25 kinds of rendered nuts, patchnet26 with half its channels. For every seed a generalist is trained, its
 * confused classes are grouped, and a specialist is trained for each group, for several numbers of epochs, of which the validation photos
 * choose one. On the test photos they are judged beside two more generalists from scratch: one that trained for the epochs of generalist
 * and one specialist, and one that trained for those of generalist and all specialists. See {@link StudyArguments}.
 */
public final class Specialists {
    private static final int GROUPS = 6;

    private final Size size;
    private final KindsTask task;
    private final Map<String, List<Double>> runs = new LinkedHashMap<>();

    private Specialists(Size size, KindsTask task) {
        this.size = size;
        this.task = task;
    }

    /**
     * How much is trained.
     *
     * @param photos of each class
     * @param epochs of the generalist
     * @param candidates epochs of a specialist to choose from
     */
    private record Size(int photos, int epochs, List<Integer> candidates) {
        static final Size SMALL = new Size(40, 16, List.of(2, 6));
        static final Size FULL = new Size(100, 16, List.of(2, 4, 8));
    }

    /** Generalist and specialists: how long each of these learnt, how many there are, and how right all are on photos to choose by. */
    private record Candidate(int epochs, int groups, double validation, double test) {}

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        var chosen = StudyArguments.of(arguments);
        new Specialists(chosen.small() ? Size.SMALL : Size.FULL, chosen.task()).run(chosen.seeds());
    }

    private void run(int seeds) throws IOException {
        task.render(size.photos);
        for (int seed = 1; seed <= seeds; seed++) {
            var model = generalist(size.epochs, seed);
            add("generalist", task.accuracy(model));
            Candidate best = null;
            for (int epochs : size.candidates) {
                var candidate = together(model, epochs, seed);
                System.out.printf(
                        "seed %d, %d specialists of %d epochs: validation %.4f%n",
                        seed, candidate.groups, epochs, candidate.validation);
                best = best == null || candidate.validation > best.validation ? candidate : best;
            }
            if (best != null) {
                add("generalist with its specialists", best.test);
                int each = size.epochs + best.epochs;
                add("generalist as long as with one specialist", task.accuracy(generalist(each, seed)));
                int all = size.epochs + best.groups * best.epochs;
                add("generalist as long as with all specialists", task.accuracy(generalist(all, seed)));
                System.out.printf(
                        "seed %d: chosen %d epochs; generalists of %d and %d%n", seed, best.epochs, each, all);
            }
        }
        runs.forEach((name, accuracies) -> System.out.println(KindsTask.row(name, accuracies)));
    }

    private void add(String name, double accuracy) {
        runs.computeIfAbsent(name, _ -> new ArrayList<>()).add(accuracy);
        System.out.printf("%s: %.4f%n", name, accuracy);
    }

    private Path generalist(int epochs, long seed) {
        var run = "generalist of %d epochs, seed %d".formatted(epochs, seed);
        return task.train(new SmallPatchNet(), task.photos(0, size.photos), Teaching.none(), epochs, seed, run);
    }

    private Candidate together(Path model, int epochs, long seed) {
        var plan = TrainingPlan.standard(seed)
                .with(Course.of(epochs, 25))
                .with(new Optimization.AdamW(1e-3, 0.02))
                .with(FineTuning.of(0, 1, FineTuning.Statistics.RUNNING))
                .with(task.computation());
        var training = new SpecialistTraining(plan, ModelFile.read(model).model());
        var data = task.validated(task.photos(0, size.photos));
        var generalist = task.open(model);
        List<Specialist> specialists = new ArrayList<>();
        for (var group : training.groups(generalist, data, GROUPS)) {
            var photos = training.photos(data, group);
            System.out.printf("seed %d, specialist for %s%n", seed, photos.labels());
            var run = new RunFolder(task.folder()
                    .resolve("specialist %d of %d epochs, seed %d".formatted(specialists.size() + 1, epochs, seed)));
            var trained = KindsTask.finished(training.trainer(photos, run, TrainingListener.SILENT), run);
            specialists.add(new Specialist(task.open(trained), SpecialistTraining.dustbinShift(photos)));
        }
        try (var committee = new Committee(generalist, specialists)) {
            return new Candidate(epochs, specialists.size(), task.validation(committee), task.accuracy(committee));
        }
    }
}
