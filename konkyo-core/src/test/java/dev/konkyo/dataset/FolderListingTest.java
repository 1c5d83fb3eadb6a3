package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class FolderListingTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : new String[] {"b/2.JPEG", "b/1.webp", "a/z.png", "a.tif"}) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    @Test
    void photosComeInTheOrderOfTheirPaths() {
        FolderListing listing = FolderListing.of(folder);

        assertThat(listing.photos())
                .containsExactly(
                        folder.resolve("a.tif"),
                        folder.resolve("a/z.png"),
                        folder.resolve("b/1.webp"),
                        folder.resolve("b/2.JPEG"));
        assertThat(listing.folders()).containsExactly(folder.resolve("a"), folder.resolve("b"));
        assertThat(listing.skipped()).isEmpty();
    }

    @Test
    void whatAnExpansionSaysOfItselfIsNoForeignFile() throws IOException {
        for (String name : new String[] {"manifest.jsonl", "plan.json", "classes.txt", "notes.txt"}) {
            Files.createFile(folder.resolve(name));
        }

        assertThat(FolderListing.of(folder).others())
                .extracting(Skipped::file)
                .containsExactly(folder.resolve("notes.txt"));
    }

    @Test
    void linksAreFollowedButNotInCircles() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-elsewhere"));
        try {
            Files.createSymbolicLink(folder.resolve("link"), elsewhere);
            Files.createSymbolicLink(folder.resolve("link.png"), folder.resolve("a/z.png"));
            Path circle = Files.createSymbolicLink(folder.resolve("a/circle"), folder);
            FolderListing listing = FolderListing.of(folder);

            assertThat(listing.folders()).contains(folder.resolve("link"));
            assertThat(listing.photos()).contains(folder.resolve("link.png")).hasSize(5);
            assertThat(listing.unreadable()).containsExactly(new Skipped(circle, "a link to a folder that it lies in"));
        } finally {
            Files.delete(elsewhere);
        }
    }

    @Test
    void aPipeIsNoPhotoWhateverItsName() throws Exception {
        Path pipe = folder.resolve("a/pipe.png");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .as("a pipe was made")
                .isZero();

        assertThat(FolderListing.of(folder).photos()).hasSize(4);
        assertThat(FolderListing.of(folder).skipped()).containsExactly(new Skipped(pipe, "not an ordinary file"));
    }
}
