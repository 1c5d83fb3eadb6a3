package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.faithfulness.PointingGame;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluatorTest {
    @TempDir
    Path folder;

    /** Always says "ng" and remembers what it was shown. */
    private static final class Remembering implements Classifier {
        private final List<float[]> shown = new ArrayList<>();

        @Override
        public ModelCard card() {
            return ModelCard.of("remembering", List.of("ng", "ok"), Preprocessing.stretched(32, 32));
        }

        @Override
        public TensorData logits(TensorData images) {
            shown.add(images.toFloats());
            return TensorData.ofFloats(Shape.of(1, 2), 1, 0);
        }

        @Override
        public void close() {}
    }

    /** Points at the lower right of four quarters. */
    private record LowerRight(Classifier model) implements EvidenceMethod {
        @Override
        public Evidence explain(TensorData images, Target target) {
            return new Evidence(model.logits(images), TensorData.ofFloats(Shape.of(1, 2, 2), 0, 0, 0, 1), Unit.SCORE);
        }
    }

    private Dataset noise(int height, int width) throws IOException {
        byte[] rgb = new byte[3 * height * width];
        new Random(1).nextBytes(rgb);
        Files.createDirectories(folder.resolve("test/ng"));
        Files.createDirectories(folder.resolve("test/ok"));
        PhotoWriter.writeJpeg(new Image(height, width, rgb), folder.resolve("test/ng/a.jpg"), 90);
        PhotoWriter.writeJpeg(new Image(height, width, rgb), folder.resolve("test/ok/b.jpg"), 90);
        return DatasetReader.standard().read(folder);
    }

    private static Evaluation judged(Dataset data, Classifier model, boolean explained) {
        Optional<EvidenceMethod> method = explained ? Optional.of(new LowerRight(model)) : Optional.empty();
        return new Evaluator(model, method, PhotoReader.standard(), _ -> {}).judge(data);
    }

    /** A JPEG of twenty times the input's size is one that a quick decoder makes smaller. */
    @Test
    void theModelSeesTheSamePixelsWhetherItIsAskedForGroundsOrNot() throws IOException {
        var data = noise(640, 640);
        var plain = new Remembering();
        var explained = new Remembering();
        judged(data, plain, false);
        judged(data, explained, true);
        assertThat(plain.shown).hasSize(2);
        assertThat(plain.shown.getFirst()).isEqualTo(explained.shown.getFirst());
    }

    @Test
    void aMaskAtAnotherScaleIsBroughtToThePhotos() throws IOException {
        mask(lowerRight(20, 30));
        assertThat(pointing(noise(40, 60))).hasValue(1);
        mask(upperLeft(80, 120));
        assertThat(pointing(noise(40, 60))).hasValue(0);
    }

    /** 41 x 61 halved is 20.5 x 30.5, which tools round as they like. */
    @Test
    void roundingIsNoOtherProportion() {
        for (int height : new int[] {20, 21}) {
            for (int width : new int[] {30, 31}) {
                assertThat(read(lowerRight(height, width), 41, 61).width()).isEqualTo(61);
            }
        }
        assertThatThrownBy(() -> read(lowerRight(20, 36), 41, 61)).hasMessageContaining("does not fit its photo");
    }

    private Mask read(Mask mask, int height, int width) {
        try {
            PhotoWriter.writePng(mask, folder.resolve("mask.png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PhotoMask.Drawn(folder.resolve("mask.png"), height, width).read(PhotoReader.standard());
    }

    private void mask(Mask mask) throws IOException {
        var file = folder.resolve("ground_truth/ng/a_mask.png");
        Files.createDirectories(file.getParent());
        PhotoWriter.writePng(mask, file);
    }

    private static OptionalDouble pointing(Dataset data) {
        return judged(data, new Remembering(), true).pointingGame(PointingGame.EXACT, PhotoReader.standard());
    }

    private static Mask lowerRight(int height, int width) {
        return quarter(height, width, true);
    }

    private static Mask upperLeft(int height, int width) {
        return quarter(height, width, false);
    }

    private static Mask quarter(int height, int width, boolean lowerRight) {
        boolean[] set = new boolean[height * width];
        for (int i = 0; i < set.length; i++) {
            set[i] = (i / width >= height / 2) == lowerRight && (i % width >= width / 2) == lowerRight;
        }
        return new Mask(height, width, set);
    }
}
