package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.evidence.Needs;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.Objective;
import dev.konkyo.torch.training.Teacher;
import dev.konkyo.torch.training.Teaching;
import dev.konkyo.torch.training.TrainingException;
import dev.konkyo.torch.training.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Trained models that a student learns from. */
final class TeacherOptions {
    @Option(
            names = "--teacher",
            paramLabel = "MODEL.onnx",
            description =
                    "Learn from a trained model's probabilities too (distillation); it must know the same labels, in"
                            + " any order. May be repeated: several teachers' answers are averaged.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Softens the probabilities of teachers and student, at least 1; by default "
                    + Teaching.USUAL_TEMPERATURE + ".")
    private @Nullable Double temperature;

    @Option(
            names = "--soft-weight",
            paramLabel = "A",
            description = "The teachers' share in the loss, in [0, 1], the rest is the labels'; by default "
                    + Teaching.USUAL_SOFT_WEIGHT + ".")
    private @Nullable Double softWeight;

    @Option(
            names = "--unlabelled",
            paramLabel = "FOLDER",
            description = "Photos without labels, at any depth, that are learnt from by the teachers' word alone.")
    private @Nullable Path unlabelled;

    /**
     * Makes sure that the options fit each other.
     *
     * @throws UsageException if they do not
     */
    void check(TrainingPlan plan, boolean findRate) {
        if (files.isEmpty() && (temperature != null || softWeight != null || unlabelled != null)) {
            throw new UsageException("--temperature, --soft-weight and --unlabelled need a --teacher MODEL.onnx");
        }
        if (!files.isEmpty() && plan.division().folds() > 0) {
            throw new UsageException("--teacher does not go with --folds: a teacher knows the photos that a fold holds"
                    + " back, so the folds would be judged too well; leave one of them out");
        }
        if (!files.isEmpty() && findRate) {
            throw new UsageException("--find-rate looks for the rate of a training on labels; leave out --teacher");
        }
        teaching(List.of());
        if (!files.isEmpty() && plan.objective() instanceof Objective.Metric) {
            throw new UsageException(
                    "--teacher gives probabilities, but this student learns cosines; take --head softmax"
                            + " or leave out --teacher");
        }
    }

    private Teaching teaching(List<Teacher> teachers) {
        try {
            return new Teaching(
                    teachers,
                    temperature == null ? Teaching.USUAL_TEMPERATURE : temperature,
                    softWeight == null ? Teaching.USUAL_SOFT_WEIGHT : softWeight,
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Teachers that an engine runs until they are closed. */
    record Opened(Teaching teaching) implements AutoCloseable {
        @Override
        public void close() {
            teaching.teachers().forEach(teacher -> teacher.model().close());
        }
    }

    /**
     * Opens the teachers and lists the photos without labels.
     *
     * @param photos with labels
     * @param threads of the engine
     * @throws UsageException if a teacher cannot teach the labels
     */
    Opened open(Dataset photos, int threads, Output output) {
        List<Teacher> teachers = new ArrayList<>();
        try {
            for (var file : files) {
                var read = read(file);
                TrainingPhotos.known(photos, read.model().card(), "teacher " + file)
                        .forEach(output::note);
                teachers.add(
                        new Teacher(file.toString(), read.sha256(), Engines.open(read.model(), Needs.SCORES, threads)));
            }
            var teaching = teaching(teachers);
            teaching.check(photos.labels());
            return new Opened(
                    unlabelled == null
                            ? teaching
                            : teaching.withUnlabelled(new UnlabelledPhotos(unlabelled, threads).read(photos, output)));
        } catch (TrainingException e) {
            new Opened(teaching(teachers)).close();
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static ModelFile read(Path file) {
        var read = ModelFile.read(file);
        if (read.card().isEmpty()) {
            throw new UsageException("teacher " + file + " has no model card, so nobody knows its labels; fine-tune it"
                    + " with train --from " + file + " --preprocessing NAME and take the result as the teacher");
        }
        return read;
    }
}
