package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.app.report.ColouredPatches.Patch;
import dev.konkyo.evidence.PatchLogits;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.model.Model;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets of photos in which every patch that matters has a colour of its own, so that a cell of a sheet tells which patch it shows. */
class PatchSheetsTest {
    private static final int RED = 0;
    private static final int BLUE = 1;
    private static final int GUTTER = 12;
    private static final String WHITE = "255 255 255";

    @TempDir
    Path folder;

    private RuntimeClassifier classifier;
    private PatchSheets sheets;
    private final List<Path> photos = new ArrayList<>();

    @BeforeEach
    void survey() throws IOException {
        var plain = ColouredPatches.model();
        // A patch that is hardly red is not tinted, a red one fully.
        var card = plain.card().withEvidenceScale(new EvidenceScale(0.3f, 0.7f));
        classifier = new RuntimeClassifier(new Model(plain.graph(), plain.weights(), card), RuntimeOptions.sharing(1));
        var survey = new PatchSurvey(PatchLogits.of(classifier), 3);
        add(
                survey,
                RED,
                "a",
                ColouredPatches.photo(
                        40,
                        5,
                        0,
                        new Patch(1, 4, 200, 50, 0),
                        new Patch(5, 0, 90, 100, 0),
                        new Patch(3, 3, 10, 200, 0)));
        add(
                survey,
                RED,
                "b",
                ColouredPatches.photo(40, 5, 0, new Patch(2, 2, 250, 150, 0), new Patch(0, 5, 20, 210, 0)));
        add(survey, BLUE, "c", ColouredPatches.photo(30, 5, 100, new Patch(4, 1, 120, 30, 100)));
        add(
                survey,
                BLUE,
                "d",
                ColouredPatches.photo(60, 5, 50, new Patch(3, 1, 230, 60, 50), new Patch(0, 0, 50, 70, 240)));
        sheets = new PatchSheets(survey, card, PhotoReader.standard(), 3);
    }

    private void add(PatchSurvey survey, int truth, String name, Image photo) throws IOException {
        var file = folder.resolve(name + ".png");
        PhotoWriter.writePng(photo, file);
        photos.add(file);
        survey.add(file, photo, truth);
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    /** The colours in the middle of each cell, row by row; captions may make rows higher, but all alike. */
    private static List<List<String>> cells(Image sheet, int rows, int columns, int side) {
        int rowHeight = (sheet.height() - GUTTER / 2) / rows;
        List<List<String>> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<String> colours = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                int y = GUTTER + row * rowHeight + side / 2;
                int x = GUTTER + column * (side + GUTTER) + side / 2;
                colours.add(colour(sheet, y, x));
            }
            cells.add(colours);
        }
        return cells;
    }

    private static String colour(Image image, int y, int x) {
        return image.at(y, x, 0) + " " + image.at(y, x, 1) + " " + image.at(y, x, 2);
    }

    @Test
    void aClassHasItsStrongestItsWeakestAndOthersStrongestPatches() {
        assertThat(cells(sheets.patches(RED), 3, 3, 120))
                .containsExactly(
                        List.of("250 150 0", "200 50 0", "90 100 0"),
                        List.of("10 200 0", "20 210 0", "40 5 0"),
                        // Of one photo two patches at most.
                        List.of("230 60 50", "120 30 100", "60 5 50"));
        assertThat(cells(sheets.patches(BLUE), 3, 3, 120).getFirst())
                .containsExactly("50 70 240", "30 5 100", "30 5 100");
    }

    @Test
    void placesWithoutAPatchAreWhite() throws IOException {
        var survey = new PatchSurvey(PatchLogits.of(classifier), 3);
        add(survey, RED, "e", ColouredPatches.photo(40, 5, 0));
        var sheet = new PatchSheets(survey, classifier.card(), PhotoReader.standard(), 3).patches(RED);
        assertThat(cells(sheet, 3, 3, 120))
                .containsExactly(
                        List.of("40 5 0", "40 5 0", WHITE),
                        List.of("40 5 0", "40 5 0", WHITE),
                        List.of(WHITE, WHITE, WHITE));
    }

    /** Whether a place of a photo, in patches, has another colour in a later cell of its row than in the first. */
    private static boolean tinted(Image sheet, int rows, int row, int cell, int down, int across) {
        int rowHeight = (sheet.height() - GUTTER / 2) / rows;
        int y = GUTTER + row * rowHeight + (200 * (2 * down + 1)) / 12;
        int x = GUTTER + (200 * (2 * across + 1)) / 12;
        return !colour(sheet, y, x).equals(colour(sheet, y, x + cell * (200 + GUTTER)));
    }

    @Test
    void aPhotosHeatmapsStandBesideItAClassEach() {
        var sheet = sheets.heatmaps(photos.subList(0, 3), List.of(RED, BLUE));
        assertThat(sheet.width()).isEqualTo(GUTTER + 3 * (200 + GUTTER));
        assertThat(tinted(sheet, 3, 0, 1, 1, 4)).as("red of a").isTrue();
        assertThat(tinted(sheet, 3, 0, 2, 1, 4)).as("blue of a").isFalse();
        assertThat(tinted(sheet, 3, 0, 1, 4, 4)).as("where nothing is red").isFalse();
        assertThat(tinted(sheet, 3, 1, 1, 2, 2)).as("red of b").isTrue();
        assertThat(tinted(sheet, 3, 1, 1, 1, 4)).as("what was red in a").isFalse();
        assertThat(tinted(sheet, 3, 2, 2, 4, 4)).as("blue of c").isTrue();
    }

    @Test
    void aFooledPhotoShowsWhatSpokeForWhatWasSaidAndThePatchesThatDid() {
        assertThat(sheets.survey().fooled())
                .singleElement()
                .extracting(FooledPhoto::photo)
                .isEqualTo(photos.getLast());
        var sheet = sheets.fooled(sheets.survey().fooled());
        assertThat(tinted(sheet, 1, 0, 1, 3, 1)).as("said red").isTrue();
        assertThat(tinted(sheet, 1, 0, 2, 3, 1)).as("not blue there").isFalse();
        assertThat(tinted(sheet, 1, 0, 2, 0, 0)).as("blue elsewhere").isTrue();
        assertThat(tinted(sheet, 1, 0, 1, 0, 0)).as("not red there").isFalse();
        assertThat(cells(sheet, 1, 6, 200).getFirst().subList(3, 6)).containsExactly("230 60 50", "60 5 50", "60 5 50");
    }
}
