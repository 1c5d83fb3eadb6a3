package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Image;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.augment.AugmentationChoice;
import dev.konkyo.image.augment.AugmentationPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLoaderTest {
    private static final Preprocessing INPUT = Preprocessing.imageNet(16, 16);
    private static final LoaderPlan PLAN = LoaderPlan.training(4, AugmentationPolicy.strong(), 7, 5);

    @TempDir
    Path folder;

    private List<Sample> samples = List.of();

    @BeforeEach
    void makePhotos() throws IOException {
        PhotoFolders.photos(folder, "ng", 3);
        PhotoFolders.photos(folder, "ok", 11);
        samples = DatasetReader.standard().read(folder).samples();
    }

    private BatchLoader loader(LoaderPlan plan) {
        return new BatchLoader(samples, INPUT, PhotoReader.standard(), plan);
    }

    private static List<Batch> batches(BatchLoader loader, int epoch) {
        List<Batch> batches = new ArrayList<>();
        loader.epoch(epoch).forEach(batches::add);
        return batches;
    }

    private static int[] shown(List<Batch> batches) {
        return batches.stream()
                .flatMapToInt(batch -> Arrays.stream(batch.samples()))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"3, 536870912", "1, 0", "3, 0", "2, 5000"})
    void neitherThreadsNorCacheChangeABatch(int threads, long cache) {
        try (BatchLoader one = loader(PLAN);
                BatchLoader other = loader(PLAN.withThreads(threads).withCache(cache))) {
            for (int epoch = 0; epoch < 3; epoch++) {
                List<Batch> expected = batches(one, epoch);
                List<Batch> got = batches(other, epoch);
                assertThat(got).hasSameSizeAs(expected).hasSize(3);
                for (int i = 0; i < got.size(); i++) {
                    assertThat(got.get(i).inputs().values())
                            .isEqualTo(expected.get(i).inputs().values());
                    assertThat(got.get(i).labels()).isEqualTo(expected.get(i).labels());
                }
            }
        }
    }

    @Test
    void aResumedTrainingSeesTheSameEpoch() {
        try (BatchLoader whole = loader(PLAN);
                BatchLoader resumed = loader(PLAN)) {
            batches(whole, 0);
            batches(whole, 1);
            List<Batch> expected = batches(whole, 2);
            List<Batch> got = batches(resumed, 2);
            assertThat(shown(got)).isEqualTo(shown(expected));
            assertThat(got.getLast().inputs().values())
                    .isEqualTo(expected.getLast().inputs().values());
            assertThat(shown(batches(whole, 0))).isEqualTo(shown(batches(loader(PLAN), 0)));
        }
    }

    @Test
    void epochsDiffer() {
        try (BatchLoader loader = loader(PLAN)) {
            List<Batch> first = batches(loader, 0);
            assertThat(shown(batches(loader, 1))).isNotEqualTo(shown(first));
        }
    }

    /** The photos of a pair are equal here, so what the network sees of them must be; another pair is changed in another way. */
    @Test
    void matchedPhotosAreChangedAlike() throws IOException {
        Path pairs = folder.resolve("pairs");
        PhotoFolders.photos(pairs, "after", 4);
        PhotoFolders.photos(pairs, "before", 4);
        samples = DatasetReader.standard().read(pairs).samples();
        try (BatchLoader loader = loader(PLAN.with(new Sampler.Matched()))) {
            Inputs inputs = batches(loader, 0).getFirst().inputs();
            float[][] views = IntStream.range(0, 4).mapToObj(inputs::planes).toArray(float[][]::new);
            assertThat(views[1]).isEqualTo(views[0]);
            assertThat(views[3]).isEqualTo(views[2]).isNotEqualTo(views[0]);
        }
    }

    @Test
    void anEvaluationShowsEverySampleAsItIs() {
        try (BatchLoader loader = loader(LoaderPlan.evaluation(4, 1))) {
            List<Batch> batches = batches(loader, 0);
            assertThat(batches).extracting(Batch::size).containsExactly(4, 4, 4, 2);
            assertThat(shown(batches)).isEqualTo(IntStream.range(0, 14).toArray());
            float[] expected =
                    INPUT.apply(PhotoReader.standard().read(samples.get(5).photo()));
            assertThat(batches.get(1).inputs().planes(1)).isEqualTo(expected);
            assertThat(batches.get(1).labels()[1]).isEqualTo(samples.get(5).label());
        }
    }

    @Test
    void theRemainderIsKeptOnlyWhereItIsWanted() {
        try (BatchLoader dropped = loader(PLAN);
                BatchLoader kept = loader(PLAN.with(LoaderPlan.Remainder.KEEP));
                BatchLoader few = new BatchLoader(samples.subList(0, 3), INPUT, PhotoReader.standard(), PLAN)) {
            assertThat(shown(batches(dropped, 0))).hasSize(12).doesNotHaveDuplicates();
            assertThat(shown(batches(kept, 0))).hasSize(14).doesNotHaveDuplicates();
            assertThat(batches(few, 0)).singleElement().extracting(Batch::size).isEqualTo(3);
        }
    }

    /** Of 14 samples at a batch of 8, six would never be trained on in an epoch; one alone has no statistics. */
    @ParameterizedTest
    @CsvSource({"8, 14", "13, 13", "14, 14", "7, 14", "6, 12", "20, 14"})
    void besideOneWholeBatchTheRemainderCounts(int batch, int seen) {
        try (BatchLoader loader = loader(LoaderPlan.training(batch, AugmentationPolicy.light(), 7, 1))) {
            assertThat(shown(batches(loader, 0))).hasSize(seen).doesNotHaveDuplicates();
        }
    }

    @Test
    void balancedClassesComeEquallyOften() {
        LoaderPlan plan = PLAN.with(new Sampler.ClassBalanced()).with(LoaderPlan.Remainder.KEEP);
        try (BatchLoader loader = loader(plan)) {
            int[] shown = shown(batches(loader, 0));
            assertThat(shown).hasSize(14);
            assertThat(Arrays.stream(shown).filter(sample -> samples.get(sample).label() == 0))
                    .hasSize(7);
            int[] times = new int[14];
            Arrays.stream(shown).forEach(sample -> times[sample]++);
            // Seven places for the three samples of the small class, seven different ones of the large class.
            assertThat(Arrays.copyOf(times, 3)).containsOnly(2, 3);
            assertThat(Arrays.copyOfRange(times, 3, 14)).containsOnly(0, 1);
        }
    }

    /** Flat photos of one class black, of the other white: a mixed photo's mean is the white class's share. */
    @ParameterizedTest
    @ValueSource(strings = {"mixup=1", "cutmix=1"})
    void mixedPhotosAndLabelsHaveTheSameShares(String words) throws IOException {
        List<Sample> flat = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path file = folder.resolve(i + ".png");
            int level = 255 * (i % 2);
            PhotoWriter.writePng(Image.filled(16, 16, level, level, level), file);
            flat.add(new Sample(file, i % 2, Optional.empty(), Part.TRAINING));
        }
        LoaderPlan plan = LoaderPlan.training(8, AugmentationChoice.of(words + "@1"), 3, 6);
        Preprocessing plain = Preprocessing.stretched(16, 16);
        int between = 0;
        try (BatchLoader loader = new BatchLoader(flat, plain, PhotoReader.standard(), plan)) {
            for (int epoch = 0; epoch < 6; epoch++) {
                for (Batch batch : batches(loader, epoch)) {
                    float[] shares = batch.shares(2);
                    for (int i = 0; i < batch.size(); i++) {
                        double sum = 0;
                        for (int k = 0; k < plain.length(); k++) {
                            sum += batch.inputs().values()[i * plain.length() + k];
                        }
                        assertThat(shares[2 * i] + shares[2 * i + 1]).isCloseTo(1f, within(1e-6f));
                        assertThat(sum / plain.length()).isCloseTo(shares[2 * i + 1], within(1e-4));
                        between += shares[2 * i] > 0.01 && shares[2 * i] < 0.99 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(between).isGreaterThan(8);
    }

    @Test
    void anUnreadablePhotoIsLeftOutAndListed() throws IOException {
        Files.write(samples.get(1).photo(), new byte[0]);
        for (int i = 4; i < 8; i++) {
            Files.writeString(samples.get(i).photo(), "hello, world");
        }
        try (BatchLoader loader = loader(LoaderPlan.evaluation(4, 1))) {
            List<Batch> batches = batches(loader, 0);
            assertThat(batches).extracting(Batch::size).containsExactly(3, 4, 2);
            assertThat(batches.getFirst().samples()).containsExactly(0, 2, 3);
            assertThat(batches.getFirst().inputs().values()).hasSize(3 * INPUT.length());
            assertThat(loader.skipped()).hasSize(5);
            assertThat(loader.skipped().getFirst())
                    .isEqualTo(new Skipped(samples.get(1).photo(), "empty file, expected an image"));
        }
    }

    @Test
    void photosAreKeptOnlyWhileTheBudgetLasts() {
        // A photo of 24 x 32 pixels is kept at 18 x 24: 1,296 bytes.
        try (BatchLoader all = loader(PLAN.with(LoaderPlan.Remainder.KEEP));
                BatchLoader some = loader(PLAN.with(LoaderPlan.Remainder.KEEP).withCache(5 * 1296 + 1000));
                BatchLoader none = loader(PLAN.withCache(0))) {
            for (BatchLoader loader : List.of(all, some, none)) {
                batches(loader, 0);
            }
            assertThat(all.cached()).isEqualTo(14);
            assertThat(some.cached()).isEqualTo(5);
            assertThat(none.cached()).isZero();
        }
    }

    @Test
    void wrongUseIsReported() {
        assertThatThrownBy(() -> loader(PLAN.withThreads(0))).hasMessageContaining("of at least 1");
        assertThatThrownBy(() -> new BatchLoader(List.of(), INPUT, PhotoReader.standard(), PLAN))
                .hasMessageContaining("needs samples, got none");
        try (BatchLoader loader = loader(PLAN)) {
            assertThatThrownBy(() -> loader.epoch(5)).hasMessageContaining("[0, 5) as planned, got 5");
        }
    }
}
