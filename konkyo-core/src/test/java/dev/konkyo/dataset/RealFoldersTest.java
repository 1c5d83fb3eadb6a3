package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Folders of real photos, where they are present. */
class RealFoldersTest {
    private static Path folder(String name) {
        Path folder = Path.of(System.getProperty("konkyo.data", "none")).resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "the photos are not on this machine: " + folder);
        return folder;
    }

    @Test
    void jankenIsReadWhole() {
        Dataset data = DatasetReader.standard().read(folder("janken"));
        assertThat(data.labels()).containsExactly("choki", "gu", "pa");
        assertThat(data.counts().classes())
                .extracting(ClassCounts.Count::photos)
                .containsExactly(33, 25, 26);
        Dataset checked = new DatasetCheck(PhotoReader.standard(), DatasetCheck.Depth.PIXELS, 1).apply(data);
        assertThat(checked.skipped()).isEmpty();
        assertThat(checked.samples()).isEqualTo(data.samples());
        Dataset split = new Split(0.2, 1).apply(checked);
        assertThat(split.only(Part.VALIDATION).counts().classes())
                .extracting(ClassCounts.Count::photos)
                .containsExactly(7, 5, 5);
    }

    @Test
    void magneticTileHasAMaskForEveryDefect() {
        Dataset data = DatasetReader.standard().read(folder("magnetic-tile"));
        assertThat(data.labels()).containsExactly("blowhole", "break", "crack", "fray", "good", "uneven");
        assertThat(data.only(Part.TRAINING).samples()).hasSize(200);
        assertThat(data.evaluation().counts().classes())
                .extracting(ClassCounts.Count::photos)
                .containsExactly(69, 51, 34, 19, 100, 59);
        for (Sample sample : data.evaluation().samples()) {
            assertThat(sample.mask().isPresent()).isEqualTo(!data.label(sample).equals("good"));
        }
        Sample crack = data.evaluation().samples().stream()
                .filter(sample -> data.label(sample).equals("crack"))
                .findFirst()
                .orElseThrow();
        Mask mask = PhotoReader.standard().readMask(crack.mask().orElseThrow());
        assertThat(mask.count()).isPositive();
        assertThat(mask.height())
                .isEqualTo(PhotoReader.standard().read(crack.photo()).height());
    }
}
