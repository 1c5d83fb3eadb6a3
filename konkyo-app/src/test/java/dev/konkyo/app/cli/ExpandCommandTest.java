package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.dataset.BoxAnnotations;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.Part;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Point;
import dev.konkyo.image.Polygon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExpandCommandTest {
    @TempDir
    Path folder;

    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private Run expand(Path data, String name, Object... more) {
        Object[] words = Stream.concat(
                        Stream.of("expand", data, "--output", folder.resolve(name), "--per-image", 4), Stream.of(more))
                .toArray();
        return Run.konkyo(words);
    }

    @Test
    void everyPhotoBecomesAsManyInItsClassFolderWhateverTheThreads() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 5, 1);
        var before = content(data);
        var run = expand(data, "one", "--threads", 1, "--augment", "strong,elastic@1,noise@1,pepper,jpeg,blur,hue");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("40 photos, 10 as they were and 30 varied");
        assertThat(run.err()).contains("--validation 0.2");
        expand(data, "two", "--threads", 2, "--augment", "strong,elastic@1,noise@1,pepper,jpeg,blur,hue");
        expand(data, "three", "--seed", 2, "--augment", "strong,elastic@1,noise@1,pepper,jpeg,blur,hue");
        var one = content(folder.resolve("one"));
        assertThat(content(folder.resolve("two"))).isEqualTo(one);
        assertThat(content(folder.resolve("three")).keySet()).isEqualTo(one.keySet());
        assertThat(content(folder.resolve("three"))).isNotEqualTo(one);
        assertThat(content(data)).isEqualTo(before);
        assertThat(one).hasSize(42).containsKeys("disc/disc_003-01.png", "square/square_000-03.png", "manifest.jsonl");
        assertThat(one).containsAllEntriesOf(before);
        assertThat(one.values()).doesNotHaveDuplicates();
        var read = DatasetReader.standard().read(folder.resolve("one"));
        assertThat(read.counts().summary()).contains("40 photos: disc 20", "square 20");
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void theManifestTellsWhatWasDrawn() throws IOException {
        expand(Samples.shapes(folder.resolve("data"), 2, 1), "out", "--augment", "rotation=20,noise=0.1@1");
        JsonMapper json = new JsonMapper();
        var lines = Files.readAllLines(folder.resolve("out/manifest.jsonl")).stream()
                .map(json::readTree)
                .toList();
        assertThat(lines).hasSize(16);
        assertThat(lines.getFirst().path("changes").isEmpty()).isTrue();
        JsonNode second = lines.get(1);
        assertThat(second.path("file").asString()).isEqualTo("disc/disc_000-01.png");
        assertThat(second.path("source").asString()).isEqualTo("disc/disc_000.png");
        assertThat(second.path("label").asString()).isEqualTo("disc");
        assertThat(second.path("changes").get(0).path("name").asString()).isEqualTo("Rotation");
        assertThat(second.path("changes").get(0).path("degrees").asDouble()).isBetween(-20.0, 20.0);
        assertThat(second.path("changes").get(1).path("name").asString()).isEqualTo("GaussianNoise");
        assertThat(second.path("changes").get(1).path("seed").isInt()).isTrue();
    }

    @Test
    void masksFollowAndOtherPartsAreCopied() throws IOException {
        var data = folder.resolve("data");
        byte[] rgb = new byte[3 * 48 * 48];
        byte[] mask = new byte[3 * 48 * 48];
        for (int i = 0; i < 48 * 48; i++) {
            boolean inside = i / 48 > 20 && i / 48 < 32 && i % 48 > 8 && i % 48 < 20;
            rgb[3 * i + 1] = (byte) (inside ? 255 : 0);
            mask[3 * i] = mask[3 * i + 1] = mask[3 * i + 2] = (byte) (inside ? 255 : 0);
        }
        for (var part : new String[] {"train", "test"}) {
            Samples.png(new Image(48, 48, rgb), data.resolve(part + "/ng/" + part + "1.png"));
            Samples.png(new Image(48, 48, mask), data.resolve("ground_truth/ng/" + part + "1_mask.png"));
            Samples.png(Image.filled(48, 48, 9, 9, 9), data.resolve(part + "/ok/a.png"));
        }
        PhotoWriter.writeJpeg(Image.filled(48, 48, 9, 90, 9), data.resolve("train/ok/a.jpg"), 90);
        var run = expand(data, "out", "--augment", "rotation=40,perspective@1,elastic@1,flip");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        var out = folder.resolve("out");
        assertThat(content(out)).containsAllEntriesOf(content(data));
        assertThat(content(out.resolve("test"))).hasSize(2);
        // Two photos that differ in their ending alone keep apart.
        assertThat(content(out.resolve("train/ok"))).hasSize(8).containsKeys("a-01.jpg", "a.png-01.png");
        var read = DatasetReader.standard().read(out).only(Part.TRAINING);
        int seen = 0;
        for (var sample : read.samples()) {
            if (!read.label(sample).equals("ng")) {
                continue;
            }
            seen++;
            Image photo = PhotoReader.standard().read(sample.photo());
            var moved = PhotoReader.standard().readMask(sample.mask().orElseThrow());
            assertThat(moved.count()).isBetween(60, 300);
            int differ = 0;
            for (int i = 0; i < 48 * 48; i++) {
                differ += moved.pixels()[i] == photo.at(i / 48, i % 48, 1) > 127 ? 0 : 1;
            }
            assertThat(differ).as(sample.photo().toString()).isLessThanOrEqualTo(8);
        }
        assertThat(seen).isEqualTo(4);
        assertThat(Files.readString(out.resolve("manifest.jsonl"), StandardCharsets.UTF_8))
                .contains("\"mask\":\"ground_truth/ng/train1-02_mask.png\"");
    }

    @Test
    void objectsInATextFileBesideThePhotoFollow() throws IOException {
        var data = folder.resolve("data");
        byte[] rgb = new byte[3 * 40 * 80];
        for (int i = 0; i < 40 * 80; i++) {
            rgb[3 * i] = (byte) (i / 80 >= 10 && i / 80 < 20 && i % 80 >= 20 && i % 80 < 40 ? 255 : 0);
        }
        Samples.png(new Image(40, 80, rgb), data.resolve("a/photo.png"));
        Samples.png(Image.filled(40, 80, 1, 1, 1), data.resolve("b/plain.png"));
        Files.writeString(data.resolve("a/photo.txt"), "3 0.375 0.375 0.25 0.25\n5 0.25 0.25 0.5 0.25 0.5 0.5\n");
        Files.writeString(data.resolve("b/plain.txt"), "taken on a Monday");
        var run = expand(data, "out", "--augment", "flip@1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("plain.txt: not a photo by its name").doesNotContain("photo.txt");
        var out = folder.resolve("out/a");
        assertThat(out.resolve("photo.txt")).hasSameTextualContentAs(data.resolve("a/photo.txt"));
        // The mirrored block covers columns 40 to 60 of 80.
        assertThat(PhotoReader.standard().read(out.resolve("photo-02.png")).at(15, 41, 0))
                .isEqualTo(255);
        assertThat(Files.readAllLines(out.resolve("photo-02.txt")))
                .containsExactly(
                        "3 0.625000 0.375000 0.250000 0.250000",
                        "5 0.750000 0.250000 0.500000 0.250000 0.500000 0.500000");
    }

    /** A block of columns 20 to 40 and rows 10 to 20 of 80 x 40, mirrored; all of it is read back. */
    @ParameterizedTest
    @CsvSource({"voc, a/photo.xml", "voc, Annotations/a/photo.xml", "yolo, labels/a/photo.txt", "coco, boxes.json"})
    void boxesOfEveryFormatFollow(String format, String file) throws IOException {
        var data = folder.resolve("data");
        var photos = file.startsWith("Ann") ? "JPEGImages/" : file.startsWith("labels") ? "images/" : "";
        Samples.png(Image.filled(40, 80, 1, 1, 1), data.resolve(photos + "a/photo.png"));
        Samples.png(Image.filled(40, 80, 1, 1, 1), data.resolve(photos + "b/plain.png"));
        Files.createDirectories(data.resolve(file).getParent());
        Files.writeString(
                data.resolve(file),
                switch (format) {
                    case "voc" ->
                        "<annotation><size><width>80</width><height>40</height></size><object><name>bolt</name><bndbox>"
                                + "<xmin>21</xmin><ymin>11</ymin><xmax>40</xmax><ymax>20</ymax></bndbox></object></annotation>";
                    case "yolo" -> "1 0.375 0.375 0.25 0.25\n";
                    default ->
                        "{\"images\":[{\"id\":1,\"file_name\":\"photo.png\",\"width\":80,\"height\":40}],"
                                + "\"categories\":[{\"id\":9,\"name\":\"bolt\"}],"
                                + "\"annotations\":[{\"image_id\":1,\"category_id\":9,\"bbox\":[20,10,20,10]}]}";
                });
        if (format.equals("yolo")) {
            Files.writeString(data.resolve("data.yaml"), "names: [nut, bolt]\n");
        }
        if (format.equals("coco")) {
            Files.writeString(data.resolve("a/photo.txt"), "a bolt on a table");
        }
        var run = expand(data, "out", "--augment", "flip@1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("photo.xml", "boxes.json");
        assertThat(run.err().contains("photo.txt"))
                .as("a caption holds no boxes and is left out")
                .isEqualTo(format.equals("coco"));
        var out = folder.resolve("out");
        var boxes = BoxAnnotations.in(out);
        var same = Offset.offset(1e-6);
        for (var name : List.of("photo.png", "photo-01.png", "photo-03.png")) {
            assertThat(boxes.objects(out.resolve(photos + "a/" + name)))
                    .as(name)
                    .singleElement()
                    .satisfies(object -> {
                        assertThat(object.name()).isEqualTo("bolt");
                        var box = object.in(40, 80);
                        assertThat(box.x()).isEqualTo(name.equals("photo.png") ? 20 : 40, same);
                        assertThat(box.y()).isEqualTo(10, same);
                        assertThat(box.width()).isEqualTo(20, same);
                        assertThat(box.height()).isEqualTo(10, same);
                    });
        }
        assertThat(boxes.objects(out.resolve(photos + "b/plain-01.png"))).isEmpty();
        var plan = new JsonMapper().readTree(Files.readAllBytes(out.resolve("plan.json")));
        assertThat(plan.at("/border/red").asInt()).as("grey beyond the edges").isEqualTo(114);
        assertThat(DatasetReader.standard().read(out).skipped())
                .extracting(skipped -> String.valueOf(skipped.file().getFileName()))
                .doesNotContain("classes.txt", "plan.json", "manifest.jsonl");
    }

    @Test
    void thePlanTellsWhatMadeTheFolder() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 2, 1);
        expand(data, "out", "--augment", "rotation=20", "--seed", 7);
        var plan = new JsonMapper().readTree(Files.readAllBytes(folder.resolve("out/plan.json")));
        assertThat(plan.at("/seed").asInt()).isEqualTo(7);
        assertThat(plan.at("/perImage").asInt()).isEqualTo(4);
        assertThat(plan.at("/augmentation/steps/0/kind").asString()).isEqualTo("Rotation");
        assertThat(plan.at("/augmentation/steps/0/degrees").asDouble()).isEqualTo(20);
        assertThat(plan.at("/border").asString()).isEqualTo("REFLECT");
        assertThat(plan.at("/dataHash").asString())
                .isEqualTo(DatasetHash.of(DatasetReader.standard().read(data)));
    }

    /** Outlines of what fills the photo stay; what appears beyond the photo's edges is grey, also in photos without objects. */
    @Test
    void outlinesAreCutAtTheViewAndNothingIsMirroredBesideThem() throws IOException {
        var data = folder.resolve("data");
        Samples.png(Image.filled(40, 80, 250, 0, 0), data.resolve("a/photo.png"));
        Samples.png(Image.filled(40, 80, 250, 0, 0), data.resolve("b/plain.png"));
        Files.writeString(data.resolve("a/photo.txt"), "5 0 0 1 0 1 1 0 1\n");
        var run = expand(data, "out", "--augment", "rotation=30@1,scale=0.4@1");
        assertThat(run.status()).as(run.err()).isZero();
        for (int i = 1; i < 4; i++) {
            var name = "photo-%02d".formatted(i);
            var photo = PhotoReader.standard().read(folder.resolve("out/a", name + ".png"));
            var lines = Files.readAllLines(folder.resolve("out/a", name + ".txt"));
            assertThat(lines).as(name).hasSize(1);
            List<Point> corners = new ArrayList<>();
            var words = lines.getFirst().split(" ", -1);
            for (int at = 1; at < words.length; at += 2) {
                corners.add(new Point(80 * Double.parseDouble(words[at]), 40 * Double.parseDouble(words[at + 1])));
            }
            assertThat(new Polygon(corners).area()).as(name).isCloseTo(red(photo), Offset.offset(40.0));
        }
        assertThat(red(PhotoReader.standard().read(folder.resolve("out/b/plain-01.png"))))
                .isLessThan(80 * 40);
    }

    private static double red(Image photo) {
        int red = 0;
        for (int i = 0; i < photo.height() * photo.width(); i++) {
            red += photo.at(i / photo.width(), i % photo.width(), 1) < 57 ? 1 : 0;
        }
        return red;
    }

    @Test
    void aShareIsHeldOutBeforeExpanding() throws IOException {
        var run = expand(Samples.shapes(folder.resolve("data"), 5, 1), "out", "--validation", "8:2");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        var read = DatasetReader.standard().read(folder.resolve("out"));
        assertThat(read.only(Part.TRAINING).samples()).hasSize(32);
        assertThat(read.only(Part.VALIDATION).samples()).hasSize(2);
        // What is divided already stays as it is.
        var again = expand(folder.resolve("out"), "more", "--validation", 0.2);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.errLines())
                .singleElement()
                .asString()
                .contains("--validation", "parts of its own", "leave the option out");
        assertThat(folder.resolve("more")).doesNotExist();
    }

    @Test
    void damagedPhotosAreListedAndLeftOut() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 2, 1);
        BadPhotos.writeInto(data.resolve("disc"));
        var run = expand(data, "out", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json()).singleElement().satisfies(line -> {
            assertThat(line.propertyNames()).containsExactly("output", "manifest", "copied", "varied", "skipped");
            assertThat(line.at("/copied").asInt()).isEqualTo(4);
            assertThat(line.at("/varied").asInt()).isEqualTo(12);
            assertThat(line.at("/skipped")).hasSameSizeAs(BadPhotos.NAMES);
        });
        for (var name : BadPhotos.NAMES) {
            assertThat(run.errLines()).anyMatch(line -> line.startsWith("konkyo: skipped ") && line.contains(name));
        }
        assertThat(content(folder.resolve("out"))).hasSize(18);
    }

    @Test
    void aPhotoBecomesAtLeastItself() {
        var run = Run.konkyo("expand", folder.resolve("none"), "--output", folder.resolve("out"), "--per-image", 0);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("konkyo: --per-image must be at least 1, got 0");
    }

    @Test
    void aFolderThatHoldsAnythingIsLeftAlone() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 2, 1);
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/letter.txt"), "dear");
        var run = expand(data, "mine");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("is not empty (it holds letter.txt)");
        assertThat(content(folder.resolve("mine"))).hasSize(1);
        assertThat(expand(data, "data/disc/more").errLines())
                .singleElement()
                .asString()
                .contains("lies within");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--augment | light,mixup | mixup and cutmix give a photo two labels",
                "--augment | none | every new photo would be a copy",
                "--augment | wobble | no augmentation is called 'wobble'; there are none, light, strong, flip",
                "--threads | 0 | --threads must be at least 1, got 0",
                "--validation | 1.5 | [0, 1)"
            })
    void wrongUsageIsOneLine(String option, String value, String message) {
        var run = expand(Samples.shapes(folder.resolve("data"), 2, 1), "out", option, value);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains(message);
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
