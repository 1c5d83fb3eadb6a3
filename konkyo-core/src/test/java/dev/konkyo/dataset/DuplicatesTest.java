package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DuplicatesTest {
    @TempDir
    private Path folder;

    private final List<Sample> samples = new ArrayList<>();

    private void photo(String name, String content, int label, Part part) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        samples.add(new Sample(file, label, Optional.empty(), part));
    }

    private Dataset data() {
        return new Dataset(folder, List.of("ng", "ok"), samples, List.of(), List.of());
    }

    @Test
    void areFoundByTheirBytesAndNotByTheirLength() throws IOException {
        photo("ng/a", "same", 0, Part.UNDIVIDED);
        photo("ng/b", "that", 0, Part.UNDIVIDED);
        photo("ok/c", "same", 1, Part.UNDIVIDED);

        Duplicates found = Duplicates.in(data());

        assertThat(found.groups()).containsExactly(List.of(samples.get(0), samples.get(2)));
        assertThat(found.summary(data()))
                .containsExactly("1 photo is there several times (ng/a = ok/c): copies stay in one part");
        assertThat(found.together(data()).warnings())
                .containsExactly(
                        "1 photo is under different labels, as copies (ng/a = ok/c): at most one of the labels is"
                                + " right; remove the others");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSplitKeepsCopiesTogetherAndItsShare(long seed) throws IOException {
        for (int i = 0; i < 20; i++) {
            photo("ng/" + i + "a", "ng" + i, 0, Part.UNDIVIDED);
            photo("ng/" + i + "b", "ng" + i, 0, Part.UNDIVIDED);
            photo("ok/" + i, "ok" + i, 1, Part.UNDIVIDED);
        }
        Duplicates found = Duplicates.in(data());
        Dataset split = new Split(0.25, seed).apply(data(), found);

        assertThat(found.groups()).hasSize(20);
        assertThat(split.only(Part.VALIDATION).counts().classes())
                .extracting(ClassCounts.Count::photos)
                .containsExactly(10, 5);
        List<Sample> held = split.only(Part.VALIDATION).samples();
        assertThat(held.stream()
                        .filter(s -> s.label() == 0)
                        .map(s -> content(s.photo()))
                        .distinct())
                .hasSize(5);
        assertThat(split.warnings()).isEmpty();
    }

    @Test
    void copiesThatTheFoldersPartComeTogetherInTraining() throws IOException {
        photo("train/ng/a", "same", 0, Part.TRAINING);
        photo("val/ng/a", "same", 0, Part.VALIDATION);
        photo("val/ok/b", "other", 1, Part.VALIDATION);
        photo("train/ok/b", "another", 1, Part.TRAINING);

        Dataset split = new Split(0.2, 1).apply(data(), Duplicates.in(data()));

        assertThat(split.samples())
                .extracting(Sample::part)
                .containsExactly(Part.TRAINING, Part.TRAINING, Part.VALIDATION, Part.TRAINING);
        assertThat(split.warnings())
                .containsExactly(
                        "1 photo is in more than one part, as copies (train/ng/a = val/ng/a): all copies are trained on,"
                                + " none validates",
                        "class 'ng' has no photo left to validate it: all that were held back have copies that are trained"
                                + " on; remove the copies, or hold other photos back");
    }

    @Test
    void copiesOfTestPhotosAreNotLearntFrom() throws IOException {
        photo("train/ng/a", "same", 0, Part.TRAINING);
        photo("train/ng/b", "own", 0, Part.TRAINING);
        photo("test/ng/a", "same", 0, Part.TEST);

        Dataset together = Duplicates.in(data()).together(data());

        assertThat(together.samples()).containsExactly(samples.get(1), samples.get(2));
        assertThat(together.warnings()).singleElement().asString().endsWith("those of test photos are left out");
    }

    @Test
    void aClassThatIsOnlyValidatedIsRefused() throws IOException {
        photo("train/ng/a", "1", 0, Part.TRAINING);
        photo("val/ok/b", "2", 1, Part.VALIDATION);

        assertThatThrownBy(() -> data().requireTrainedClasses())
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("class 'ok' has 1 photo in the validation part and none to train on");
    }

    /** One photo of each class stands under the other class too: it never is the one that is held back. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void photosUnderTwoLabelsAreNotHeldBack(long seed) throws IOException {
        for (int i = 0; i < 4; i++) {
            photo("ng/" + i, i < 2 ? "both" + i : "ng" + i, 0, Part.UNDIVIDED);
            photo("ok/" + i, i < 2 ? "both" + i : "ok" + i, 1, Part.UNDIVIDED);
        }

        Dataset split = new Split(0.25, seed).apply(data(), Duplicates.in(data()));

        assertThat(split.only(Part.VALIDATION).samples())
                .hasSize(2)
                .allMatch(sample -> !content(sample.photo()).startsWith("both"));
        assertThat(split.warnings()).noneMatch(warning -> warning.contains("left to validate"));
    }

    @Test
    void thatNothingIsLeftToValidateIsSaid() throws IOException {
        for (int i = 0; i < 3; i++) {
            photo("ng/" + i, "both" + i, 0, Part.UNDIVIDED);
            photo("ok/" + i, "both" + i, 1, Part.UNDIVIDED);
        }

        Dataset split = new Split(0.25, 1).apply(data(), Duplicates.in(data()));

        assertThat(split.has(Part.VALIDATION)).isFalse();
        assertThat(split.warnings())
                .anyMatch(warning -> warning.startsWith("class 'ng' has fewer than two different photos"))
                .last()
                .asString()
                .startsWith("no photo is left to validate: ");
        assertThat(new Split(0, 1).apply(data(), Duplicates.in(data())).warnings())
                .noneMatch(warning -> warning.contains("left to validate"));
    }

    @Test
    void aClassWhoseHeldBackPhotosAreAllCopiesIsNamed() throws IOException {
        photo("train/ng/a", "same", 0, Part.TRAINING);
        photo("train/ok/a", "1", 1, Part.TRAINING);
        photo("val/ng/a", "same", 0, Part.VALIDATION);
        photo("val/ok/b", "2", 1, Part.VALIDATION);

        Dataset split = new Split(0.25, 1).apply(data(), Duplicates.in(data()));

        assertThat(split.only(Part.VALIDATION).samples()).hasSize(1);
        assertThat(split.warnings()).last().asString().startsWith("class 'ng' has no photo left to validate it");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
