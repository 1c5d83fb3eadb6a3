package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is judged unawares by photos that the model, or what it begins with or learns from, has learnt by heart. */
class LearntPhotosCommandTest {
    @TempDir
    Path folder;

    private Run train(Path data, int seed, Object... more) {
        var usual =
                new ArrayList<Object>(List.of("train", data, "--seed", seed, "--epochs=1", "--batch=8", "--threads=1"));
        if (!List.of(more).contains("--folds")) {
            usual.add("--validation=0.25");
        }
        var run = Run.of(usual, more);
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    @Test
    void validationPhotosThatAModelHasLearntFromAreTold() {
        var data = Samples.shapes(folder.resolve("data"), 16, 1);
        var first = folder.resolve("first");
        train(data, 1, "--network", Samples.NETWORK, "--image-size", 32, "--output", first);
        var model = first.resolve("model.onnx");

        assertThat(train(data, 1, "--from", model, "--dry-run").err()).doesNotContain("has learnt from");
        assertThat(train(data, 2, "--from", model, "--dry-run").errLines())
                .filteredOn(line -> line.contains("the model of --from has learnt from"))
                .singleElement()
                .asString()
                .contains("of the 8 validation photos", "--seed 1 --validation 0.25");
        var taught = folder.resolve("taught");
        assertThat(train(data, 2, "--teacher", model, "--network", Samples.NETWORK, "--image-size", 32, "-o", taught)
                        .errLines())
                .filteredOn(line -> line.contains("has learnt from"))
                .singleElement()
                .asString()
                .contains("teacher " + model);

        var elsewhere = Samples.shapes(folder.resolve("elsewhere"), 16, 1);
        Samples.png(Samples.shape(true, new Random(7)), elsewhere.resolve("disc/new.png"));
        Samples.png(Samples.shape(false, new Random(7)), elsewhere.resolve("square/new.png"));
        var evaluated = Run.konkyo("evaluate", model, elsewhere, "--threads", 1, "--json");
        assertThat(evaluated.err()).contains("the model has learnt from 24 of these 34 photos");
        var calibrated = Run.konkyo("calibrate", model, elsewhere, "--threads", 1, "-o", folder.resolve("scaled.onnx"));
        assertThat(calibrated.err()).contains("the model has learnt from 24 of these 34 photos", "has not met");
    }

    /** Cross-validation hands over a model that has learnt from a folder's validation part too. */
    @Test
    void aModelOfFoldsIsNotSaidToHaveOnlyBeenChosenByValidationPhotos() {
        var data = folder.resolve("data");
        Samples.shapes(data.resolve("train"), 6, 1);
        Samples.shapes(data.resolve("val"), 2, 2);
        var crossed = folder.resolve("crossed");
        train(data, 1, "--network", Samples.NETWORK, "--image-size", 32, "--folds", 2, "--output", crossed);
        var model = crossed.resolve("model.onnx");

        var judged = Run.konkyo("evaluate", model, data, "--threads", 1, "--json");
        assertThat(judged.err())
                .contains("the model has learnt from 4 of these 4 photos", "too good")
                .doesNotContain("a little too good");
        assertThat(train(data, 1, "--from", model, "--folds", 2, "--dry-run").errLines())
                .filteredOn(line -> line.contains("has learnt from"))
                .singleElement()
                .asString()
                .contains("16 of the 16 photos that the folds hold back", "leave out --from or --folds")
                .doesNotContain("--seed");
    }
}
