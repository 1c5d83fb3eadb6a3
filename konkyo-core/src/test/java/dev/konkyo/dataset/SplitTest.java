package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
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
    @CsvSource({"100, 20", "33, 7", "10, 2", "3, 1", "2, 1", "1, 0"})
    void everyClassGivesItsFraction(int photos, int heldBack) {
        Dataset split = new Split(0.2, 1).apply(data(50, photos));
        Dataset validation = split.only(Part.VALIDATION);
        assertThat(validation.counts().classes())
                .extracting(ClassCounts.Count::photos)
                .containsExactly(10, heldBack);
        assertThat(split.only(Part.TRAINING).samples()).hasSize(50 + photos - 10 - heldBack);
        assertThat(split.has(Part.UNDIVIDED)).isFalse();
    }

    @Test
    void theSeedDecides() {
        Dataset data = data(40, 40);
        Dataset split = new Split(0.25, 1).apply(data);
        assertThat(new Split(0.25, 1).apply(data)).isEqualTo(split);
        assertThat(new Split(0.25, 2).apply(data)).isNotEqualTo(split);
    }

    @Test
    void oneClassesPhotosDoNotMoveAnothers() {
        List<Sample> before = validationOfFirstClass(data(40, 10));
        assertThat(validationOfFirstClass(data(40, 25))).isEqualTo(before);
    }

    private static List<Sample> validationOfFirstClass(Dataset data) {
        return new Split(0.25, 1)
                .apply(data).only(Part.VALIDATION).samples().stream()
                        .filter(sample -> sample.label() == 0)
                        .toList();
    }

    @Test
    void aSinglePhotoIsTrainedOnWithAWarning() {
        Dataset split = new Split(0.2, 1).apply(data(10, 1));
        assertThat(split.warnings()).singleElement().asString().contains("class 'class1' has a single photo");
        assertThat(split.samples().getLast().part()).isEqualTo(Part.TRAINING);
    }

    @Test
    void aDivisionThatIsThereStays() {
        Dataset parted = new Split(0.2, 1).apply(data(10, 10));
        assertThat(new Split(0.5, 9).apply(parted)).isEqualTo(parted);
        Dataset tested = data(10, 10);
        tested = tested.with(tested.samples().stream()
                .map(sample -> sample.in(sample.label() == 0 ? Part.TEST : Part.TRAINING))
                .toList());
        Dataset split = new Split(0.2, 1).apply(tested);
        assertThat(split.only(Part.TEST).samples()).hasSize(10);
        assertThat(split.only(Part.VALIDATION).samples()).hasSize(2).allMatch(sample -> sample.label() == 1);
    }

    /** Whatever the seed, what was trained on before is trained on again, so the validation part is the same. */
    @Test
    void whatAModelHasLearntFromIsNotHeldBack() {
        Dataset own = new Split(0.25, 1).apply(data(40, 10));
        Set<Path> learnt =
                own.only(Part.TRAINING).samples().stream().map(Sample::photo).collect(Collectors.toSet());

        Dataset again = new Split(0.25, 2).apply(data(40, 10), Duplicates.none(), learnt);

        assertThat(again).isEqualTo(own);
        Dataset grown = new Split(0.25, 2).apply(data(60, 10), Duplicates.none(), learnt);
        assertThat(grown.only(Part.VALIDATION).samples())
                .hasSize(15 + 3)
                .noneMatch(sample -> learnt.contains(sample.photo()));
        learnt.addAll(data(40, 0).samples().stream().map(Sample::photo).toList());
        assertThat(new Split(0.25, 2)
                        .apply(data(40, 10), Duplicates.none(), learnt)
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("class 'class0' has no photo that the model has not learnt from");
    }

    @Test
    void nothingIsHeldBackAtZero() {
        assertThat(new Split(0, 1).apply(data(5, 1)).only(Part.TRAINING).samples())
                .hasSize(6);
        assertThatThrownBy(() -> new Split(1, 1)).hasMessageContaining("[0, 1), got 1.0");
    }

    @Test
    void imbalanceIsShown() {
        assertThat(data(120, 40).counts().summary())
                .isEqualTo(
                        "160 photos: class0 120 (75 %), class1 40 (25 %); 'class0' has 3.0 times as many as 'class1'");
        assertThat(data(5, 0).counts().summary()).endsWith("'class1' has none");
        assertThat(data(5, 5).counts().summary()).isEqualTo("10 photos: class0 5 (50 %), class1 5 (50 %)");
        assertThat(data(6, 4).counts().imbalance()).isEqualTo(1.5);
    }
}
