package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.torch.training.EpochResult;
import dev.konkyo.torch.training.EpochTimes;
import dev.konkyo.torch.training.FoldResult;
import dev.konkyo.torch.training.HardExample;
import dev.konkyo.torch.training.TrainingOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPageTest {
    private static final Pattern SOURCES = Pattern.compile("(?:src|href|url\\()=?[\"']?([^\"'>)\\s]+)");
    private static final Pattern SECTIONS = Pattern.compile("<h2>([^<]*)</h2>");
    private static final Pattern ADDRESSES = Pattern.compile("\\w+://|//\\w+\\.");
    private static final Pattern IDS = Pattern.compile(" id=\"([^\"]+)\"");

    @TempDir
    Path folder;

    private String page(int classes, int perClass) {
        return page(classes, perClass, List.of()).html();
    }

    /** With every section that a report may have. */
    private Page whole(int classes, int perClass) {
        var photos = folder.resolve("photos");
        var judged = SampleEvaluations.of(classes, perClass, photos).judgements();
        var doubts = judged.stream()
                .limit(40)
                .map(judgement -> judgement.photo().getFileName().toString())
                .map(photo -> new HardExample(photo, "training", "a<b", "other", 1.5, 0.223, 0.615, true))
                .toList();
        var pictures = new JudgementPictures(PhotoReader.standard(), EvidenceScale.uncalibrated(Unit.SCORE), 144);
        var times = new EpochTimes(1, 0.5, 1, 2, 0.5);
        var best = new EpochResult(1, 1e-3, 4, 0.5, 1.2, 0.4, 30, 0.1, 5, times);
        return page(
                classes,
                perClass,
                List.of(
                        new FoldsSection(List.of(new FoldResult(1, 3, best), new FoldResult(2, 3, best))),
                        DoubtsSection.of(doubts, photos, pictures),
                        FaithfulnessSectionTest.section(),
                        new FactsSection("Settings", Map.of("computation.threads", "1".repeat(80)))));
    }

    private Page page(int classes, int perClass, List<Section> more) {
        var evaluation = SampleEvaluations.of(classes, perClass, folder.resolve("photos"));
        var card = SampleEvaluations.card(classes);
        var pictures = new JudgementPictures(PhotoReader.standard(), EvidenceScale.uncalibrated(Unit.SCORE), 224);
        var sections = new EvaluationSections(card, evaluation, pictures);
        var times = new EpochTimes(1, 0.5, 1, 2, 0.5);
        var epochs = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> new EpochResult(i, 1e-3, 1.0 / i, 0.5, 1.2 / i, 0.4, 30, 0.1, 5, times))
                .toList();
        var outcome = new TrainingOutcome(Path.of("model.onnx"), epochs, epochs.getLast(), false, List.of());
        return new Page("Training of " + card.network())
                .numbers(sections.numbers())
                .add(new EpochsSection(outcome, false))
                .add(sections.all())
                .add(FactsSection.of(card))
                .add(new SkippedSection(evaluation.skipped()))
                .add(more);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 200})
    void aPageHasItsSectionsAndNeedsNothingElse(int classes) {
        var page = page(classes, classes == 7 ? 10 : 1);
        assertThat(found(SECTIONS, page))
                .containsExactly(
                        "Epochs",
                        "Confusion",
                        "Classes",
                        "Calibration",
                        "Judged wrong",
                        "Judged right, least certain",
                        "Judged right, most certain",
                        "Time per photo",
                        "Model",
                        "Skipped files");
        assertThat(ADDRESSES.matcher(page).find())
                .as("an address outside the file")
                .isFalse();
        assertThat(found(SOURCES, page))
                .isNotEmpty()
                .allMatch(source -> source.startsWith("data:image/")
                        || (source.startsWith("#") && page.contains(" id=\"" + source.substring(1) + "\"")));
        assertThat(found(IDS, page)).doesNotHaveDuplicates();
        // Not by AssertJ's own words, which would print the whole page.
        assertThat(Stream.of("<script", "rgb(64,65,66)", "a<b>", ">NaN").filter(page::contains))
                .isEmpty();
        assertThat(Stream.of("a&lt;b&gt;.jpg", "<svg role=\"img\"", "var(--first)")
                        .filter(page::contains))
                .hasSize(3);
        assertThat(page.length()).isLessThan(6_000_000);
    }

    @Test
    void photosThatWouldMakeTheFileTooLargeAreSmall() {
        var evaluation = SampleEvaluations.of(7, 10, folder);
        var pictures = new JudgementPictures(PhotoReader.standard(), EvidenceScale.uncalibrated(Unit.SCORE), 120);
        var html = new PhotosSection("Judged", "", evaluation.judgements(), pictures, 3, 4).html();
        // Each with its evidence, however many there are.
        assertThat(html.split("class=\"photo\"", -1)).hasSize(1 + 70);
        assertThat(html.split("evidence for", -1)).hasSize(1 + 2 * 70);
        assertThat(html).contains("70 photos.", "4 more", "63 more, small", "006_09.jpg");
        assertThat(html.split("width=\"120\"", -1)).hasSize(1 + 2 * 7);
        assertThat(html.split("width=\"96\"", -1)).hasSize(1 + 2 * 63);
    }

    @Test
    void labelsToLookAtAgainAreShownWithWhatTheyLookLike() {
        var judged = SampleEvaluations.of(2, 20, folder).judgements();
        var doubts = judged.stream()
                .map(judgement -> judgement.photo().getFileName().toString())
                .map(photo -> new HardExample(photo, "training", "a<b", "other", 1.5, 0.223, 0.615, true))
                .collect(Collectors.toCollection(ArrayList::new));
        doubts.add(new HardExample("gone.png", "validation", "lost", "other", 1, 0.3, 0.6, true));
        var pictures = new JudgementPictures(PhotoReader.standard(), EvidenceScale.uncalibrated(Unit.SCORE), 144);
        var html = DoubtsSection.of(doubts, folder, pictures).html();
        assertThat(html)
                .contains("labelled <b class=\"wrong\">a&lt;b</b> 0.22 · looks like <b>other</b> 0.62")
                .contains("training · 000_00.jpg", "29 more", "gone.png");
        assertThat(html.split("<img ", -1)).hasSize(1 + 40);
        assertThat(html)
                .contains("The training photos (40) were judged by the model that had learnt from them", "--folds 5");
        assertThat(DoubtsSection.of(List.of(), folder, pictures).html()).isEmpty();
    }

    @Test
    void labelsThatTheModelHasMemorisedAreNotCalledSound() {
        var pictures = new JudgementPictures(PhotoReader.standard(), EvidenceScale.uncalibrated(Unit.SCORE), 144);
        var learnt = new HardExample("a.png", "training", "ok", "ok", 0.1, 0.9, 0.9, false);
        var held = new HardExample("b.png", "validation", "ok", "ok", 0.1, 0.9, 0.9, false);
        assertThat(DoubtsSection.of(List.of(learnt, held), folder, pictures).html())
                .contains("No label is doubted. The training photos (1) were judged by the model that had learnt")
                .contains("--folds 5");
        assertThat(DoubtsSection.of(List.of(held), folder, pictures).html()).isEmpty();
    }

    @Test
    void aTaughtTrainingSaysThatItsLossesDiffer() {
        var times = new EpochTimes(1, 0.5, 1, 2, 0.5);
        var epoch = new EpochResult(1, 1e-3, 4, 0.5, 1.2, 0.4, 30, 0.1, 5, times);
        var outcome = new TrainingOutcome(Path.of("model.onnx"), List.of(epoch), epoch, false, List.of());
        assertThat(new EpochsSection(outcome, true).html()).containsOnlyOnce("cannot be compared by height");
        assertThat(new EpochsSection(outcome, false).html()).doesNotContain("teachers");
    }

    @Test
    void aSectionWithoutContentIsLeftOut() {
        var page = new Page("t").add(new SkippedSection(List.of())).html();
        assertThat(page).doesNotContain("<section", "Skipped files");
    }

    @Test
    void manyClassesAreShownByTheirWorstPairs() {
        var labels = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
        var counts = IntStream.range(0, 30)
                .mapToObj(row -> IntStream.range(0, 30)
                        .mapToObj(column -> row == column ? 5 : row == 4 && column == 9 ? 3 : 0)
                        .toList())
                .toList();
        var html = new ConfusionSection(new ConfusionMatrix(labels, counts)).html();
        assertThat(html)
                .contains(
                        "<th scope=\"row\">c4</th><td>c9</td><td>3</td><td>38 %</td>",
                        "grid-area:5/10", "--classes:30");
        assertThat(html.split("<i ", -1)).as("only cells with photos").hasSize(1 + 31);
    }

    /** On a phone nothing but a wide table scrolls sideways, also with everything unfolded, and every picture can be shown. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {7, 200})
    void aPhoneShowsThePageInItsWidth(int classes) throws IOException, InterruptedException {
        var chromium = chromium();
        assumeTrue(chromium.isPresent(), "no Chromium on the PATH");
        Files.writeString(folder.resolve("page.html"), whole(classes, 2).html());
        Files.writeString(folder.resolve("phone.html"), """
                <title>none</title><iframe id="page" src="page.html" style="border:0;width:360px;height:800px"></iframe>
                <script>onload = () => {
                  const page = document.getElementById('page').contentDocument;
                  page.querySelectorAll('details').forEach(part => part.open = true);
                  // What lies far below is loaded when it is scrolled to: here at once.
                  const pictures = [...page.images];
                  pictures.forEach(image => image.loading = 'eager');
                  // Chromium's virtual time waits for what is loaded, but not for what is decoded.
                  Promise.all(pictures.map(image => image.complete || new Promise(done => {
                    image.onload = image.onerror = done;
                  }))).then(() => {
                    const broken = pictures.filter(image => !image.complete || !image.naturalWidth).length;
                    const root = page.documentElement;
                    document.title = 'overflow ' + (root.scrollWidth - root.clientWidth) + ' broken ' + broken
                        + ' of ' + pictures.length + ' sections ' + page.querySelectorAll('section').length;
                  });
                }</script>
                """);
        var process = new ProcessBuilder(
                        chromium.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--allow-file-access-from-files",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=60000",
                        "--dump-dom",
                        folder.resolve("phone.html").toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(dom.substring(0, Math.min(200, dom.length())))
                .containsPattern("<title>overflow 0 broken 0 of [1-9]\\d+ sections 14</title>");
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
