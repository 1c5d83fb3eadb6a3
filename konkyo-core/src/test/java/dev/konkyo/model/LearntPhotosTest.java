package dev.konkyo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearntPhotosTest {
    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** SHA-256 of "abc" begins ba7816bf8f01, that of nothing e3b0c44298fc (FIPS 180-4). */
    @Test
    void photosAreKnownByTheirContent() throws IOException {
        var abc = file("a", "abc");
        var empty = file("b", "");
        var copy = file("c", "abc");
        var other = file("d", "abd");

        assertThat(LearntPhotos.of(List.of(abc, empty)).hashes()).isEqualTo("47DEQpj8ungWv48B");
        assertThat(LearntPhotos.of(List.of(abc)).among(List.of(copy, other, empty)))
                .containsExactly(copy);
        assertThat(LearntPhotos.of(List.of(abc)).and(LearntPhotos.of(List.of(copy, empty))))
                .isEqualTo(LearntPhotos.of(List.of(empty, abc)));
        assertThatThrownBy(() -> new LearntPhotos("47DEQ")).hasMessageContaining("8 digits each, got 5 in all");
    }
}
