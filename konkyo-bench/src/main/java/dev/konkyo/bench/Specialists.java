package dev.konkyo.bench;

import dev.konkyo.network.Networks;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether specialists help a generalist: 25 kinds of rendered nuts, patchnet26. For every seed a generalist is trained, its confused classes
 * are grouped, a specialist is trained for each group, and all are judged on test photos, beside a generalist that trained for the epochs of
 * generalist and specialist together. Arguments: folder for photos and runs (must not
 * hold earlier runs), seeds, engine threads; by default a new temporary folder, 3 and 1.
 */
public final class Specialists {
    private static final int PHOTOS = 60;
    private static final int GROUPS = 6;
    private static final int GENERALIST_EPOCHS = 8;
    private static final int SPECIALIST_EPOCHS = 6;

    private Specialists() {}

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        var folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("konkyo-specialists");
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        var task = new KindsTask(folder, arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1);
        task.render(PHOTOS);
        List<Double> alone = new ArrayList<>();
        List<Double> longer = new ArrayList<>();
        List<Double> together = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            alone.add(task.accuracy(generalist(task, GENERALIST_EPOCHS, seed)));
            longer.add(task.accuracy(generalist(task, GENERALIST_EPOCHS + SPECIALIST_EPOCHS, seed)));
            together.add(together(task, task.folder().resolve(name(GENERALIST_EPOCHS, seed), "model.onnx"), seed));
            System.out.printf(
                    "seed %d: generalist %.4f, trained for longer %.4f, with specialists %.4f%n",
                    seed, alone.getLast(), longer.getLast(), together.getLast());
        }
        System.out.printf("| generalist alone | %s |%n", KindsTask.summary(alone));
        System.out.printf("| generalist trained for longer | %s |%n", KindsTask.summary(longer));
        System.out.printf("| with its specialists | %s |%n", KindsTask.summary(together));
    }

    private static String name(int epochs, long seed) {
        return "generalist of %d epochs, seed %d".formatted(epochs, seed);
    }

    private static Path generalist(KindsTask task, int epochs, long seed) {
        var network = Networks.named("patchnet26");
        return task.train(network, task.photos(0, PHOTOS), Teaching.none(), epochs, seed, name(epochs, seed));
    }

    private static double together(KindsTask task, Path model, long seed) {
        var plan = TrainingPlan.standard(seed)
                .with(Course.of(SPECIALIST_EPOCHS, 25))
                .with(new Optimization.AdamW(1e-3, 0.02))
                .with(FineTuning.of(0, 1, FineTuning.Statistics.RUNNING));
        var training = new SpecialistTraining(plan, ModelFile.read(model).model());
        var data = task.validated(task.photos(0, PHOTOS));
        var generalist = task.open(model);
        List<Specialist> specialists = new ArrayList<>();
        for (var group : training.groups(generalist, data, GROUPS)) {
            var photos = training.photos(data, group);
            System.out.printf("seed %d, specialist for %s%n", seed, photos.labels());
            var run = new RunFolder(task.folder().resolve("specialist-%d-%d".formatted(seed, specialists.size())));
            var outcome = training.trainer(photos, run, TrainingListener.SILENT).train();
            specialists.add(new Specialist(task.open(outcome.model()), SpecialistTraining.dustbinShift(photos)));
        }
        try (var committee = new Committee(generalist, specialists)) {
            return task.accuracy(committee);
        }
    }
}
