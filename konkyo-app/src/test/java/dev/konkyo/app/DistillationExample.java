package dev.konkyo.app;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.Split;
import dev.konkyo.file.FileHash;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.StartingPoint;
import dev.konkyo.torch.training.Teacher;
import dev.konkyo.torch.training.Teaching;
import dev.konkyo.torch.training.Trainer;
import dev.konkyo.torch.training.TrainingListener;
import dev.konkyo.torch.training.TrainingPlan;
import java.nio.file.Path;
import java.util.List;

/** The program in docs/distillation.md, compiled and run. */
final class DistillationExample {
    private DistillationExample() {}

    static void run(Path photos, Path large, Path run, TrainingPlan plan) {
        // document: begin
        Dataset data = new Split(0.2, 1).apply(DatasetReader.standard().read(photos));
        StartingPoint student = new StartingPoint.Scratch(Networks.named("mobilenet_v1_0.25"), PaddingStyle.SYMMETRIC);
        var start = student.prepare(data.labels(), Preprocessing.stretched(96, 96), 1)
                .start();
        try (var model = new RuntimeClassifier(ModelFile.read(large).model(), RuntimeOptions.sharing(1))) {
            Teaching teaching = Teaching.by(List.of(new Teacher("large", FileHash.sha256(large), model)));
            var outcome = new Trainer(plan, start, data, new RunFolder(run), TrainingListener.SILENT, teaching).train();
            System.out.println(outcome.model() + " " + outcome.best().validationAccuracy());
        }
        // document: end
    }
}
