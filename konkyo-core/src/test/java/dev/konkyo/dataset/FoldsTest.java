package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FoldsTest {
    private static final Path FOLDER = Path.of("photos");

    private static Dataset data(int... counts) {
        List<Sample> samples = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            labels.add("class" + label);
            for (int i = 0; i < counts[label]; i++) {
                Path photo = FOLDER.resolve("class" + label).resolve(i + ".jpg");
                samples.add(new Sample(photo, label, Optional.empty(), Part.UNDIVIDED));
            }
        }
        return new Dataset(FOLDER, labels, samples, List.of(), List.of());
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "5, 3", "7, 4"})
    void everyPhotoValidatesOnceAndClassesAreSpreadEvenly(int count, long seed) {
        Dataset data = data(31, 10, 7);
        List<Dataset> folds = new Folds(count, seed).of(data, Duplicates.none());

        List<Path> validated = new ArrayList<>();
        for (Dataset fold : folds) {
            assertThat(fold.samples()).hasSize(48);
            Dataset held = fold.only(Part.VALIDATION);
            held.samples().forEach(sample -> validated.add(sample.photo()));
            assertThat(held.samples().size()).isBetween(48 / count, (48 + count - 1) / count);
            for (int label = 0; label < 3; label++) {
                int all = data.counts().classes().get(label).photos();
                assertThat(held.counts().classes().get(label).photos())
                        .isBetween(all / count, (all + count - 1) / count);
            }
        }
        assertThat(validated)
                .containsExactlyInAnyOrderElementsOf(
                        data.samples().stream().map(Sample::photo).toList());
    }

    @Test
    void theSeedDecides() {
        assertThat(new Folds(3, 1).of(data(9, 9), Duplicates.none()))
                .isEqualTo(new Folds(3, 1).of(data(9, 9), Duplicates.none()))
                .isNotEqualTo(new Folds(3, 2).of(data(9, 9), Duplicates.none()));
    }

    @Test
    void copiesValidateTogether() {
        Dataset data = data(12, 12);
        Duplicates copies = new Duplicates(List.of(data.samples().subList(0, 3)));

        for (Dataset fold : new Folds(4, 1).of(data, copies)) {
            assertThat(fold.samples().subList(0, 3).stream().map(Sample::part).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void aSinglePhotoIsAlwaysTrainedOn() {
        List<Dataset> folds = new Folds(3, 1).of(data(1, 9), Duplicates.none());

        assertThat(folds).allSatisfy(fold -> {
            assertThat(fold.samples().getFirst().part()).isEqualTo(Part.TRAINING);
            assertThat(fold.warnings()).singleElement().asString().contains("class 'class0' has a single photo");
        });
    }

    @Test
    void refusesMoreFoldsThanPhotos() {
        assertThatThrownBy(() -> new Folds(5, 1).of(data(4, 3), Duplicates.none()))
                .hasMessage("expected a class with at least 5 different photos for 5 folds, got at most 4;"
                        + " choose fewer folds or add photos");
    }
}
