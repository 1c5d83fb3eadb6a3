package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.image.Box;
import dev.konkyo.image.UnreadablePhotoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A photo of 200 x 100 pixels, whose boxes can be worked out by hand. */
class BoxAnnotationsTest {
    private static final int HEIGHT = 100;
    private static final int WIDTH = 200;

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String voc(String size, String... objects) {
        return "<annotation><filename>other.jpg</filename>" + size + String.join("", objects) + "</annotation>";
    }

    private static String object(String name, int left, int top, int right, int bottom) {
        return "<object><name>%s</name><bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox><part><name>head</name></part></object>"
                .formatted(name, left, top, right, bottom);
    }

    private List<Box> boxes(String photo, String label) {
        return BoxAnnotations.in(folder).boxes(folder.resolve(photo), label, HEIGHT, WIDTH);
    }

    private static void assertBox(Box box, double x, double y, double width, double height) {
        var near = Offset.offset(1e-9);
        assertThat(box.x()).isEqualTo(x, near);
        assertThat(box.y()).isEqualTo(y, near);
        assertThat(box.width()).isEqualTo(width, near);
        assertThat(box.height()).isEqualTo(height, near);
    }

    @Test
    void vocCountsPixelsFromOneAndIncludesTheLast() throws IOException {
        // Drawn on a photo of half the size: columns 11 to 30 cover [10, 30), twice as far here.
        write(
                "dog/a.xml",
                voc(
                        "<size><width>100</width><height>50</height><depth>3</depth></size>",
                        object("dog", 11, 21, 30, 40),
                        object("cat", 1, 1, 2, 2)));
        assertThat(boxes("dog/a.jpg", "dog")).hasSize(1);
        assertBox(boxes("dog/a.jpg", "dog").getFirst(), 20, 40, 40, 40);
    }

    @Test
    void yoloKeepsMiddlesAndOutlinesCountByTheirBox() throws IOException {
        write("ng/a.txt", "3 0.5 0.5 0.2 0.4\n12 0.1 0.2 0.3 0.1 0.2 0.6\n");
        var found = boxes("ng/a.png", "ng");
        assertThat(found).hasSize(2);
        assertBox(found.getFirst(), 80, 30, 40, 40);
        assertBox(found.getLast(), 20, 10, 40, 50);
    }

    @Test
    void namesOfNumbersComeFromLinesOrYaml() throws IOException {
        write("dog/a.txt", "1 0.5 0.5 0.2 0.4\n0 0.1 0.1 0.1 0.1\n");
        assertThat(boxes("dog/a.jpg", "dog")).hasSize(2);
        write("data.yaml", "path: .\nnames:\n  0: cat\n  1: dog\n");
        assertThat(boxes("dog/a.jpg", "dog")).hasSize(1);
        assertBox(boxes("dog/a.jpg", "dog").getFirst(), 80, 30, 40, 40);
        write("data.yaml", "names: [dog, cat]\n");
        assertBox(boxes("dog/a.jpg", "dog").getFirst(), 10, 5, 20, 10);
        write("classes.txt", "cat\ndog\n");
        assertBox(boxes("dog/a.jpg", "dog").getFirst(), 80, 30, 40, 40);
    }

    @Test
    void cocoIsOneFileForAllPhotosWithoutCrowds() throws IOException {
        write("other.json", "{\"name\":\"something else\"}");
        write("broken.json", "{");
        write("instances.json", """
                {"images":[{"id":7,"file_name":"train/a.jpg","width":400,"height":200}],
                 "categories":[{"id":18,"name":"dog"},{"id":1,"name":"person"}],
                 "annotations":[
                  {"image_id":7,"category_id":18,"bbox":[20,40,100,80],"iscrowd":0},
                  {"image_id":7,"category_id":18,"bbox":[0,0,10,10],"iscrowd":1},
                  {"image_id":7,"category_id":18,"bbox":[0,0,0,10],"iscrowd":0},
                  {"image_id":7,"category_id":1,"bbox":[1,1,5,5],"iscrowd":0},
                  {"image_id":8,"category_id":18,"bbox":[1,1,5,5],"iscrowd":0}]}
                """);
        assertThat(boxes("dog/a.jpg", "dog")).hasSize(1);
        assertBox(boxes("dog/a.jpg", "dog").getFirst(), 10, 20, 50, 40);
        assertThat(boxes("dog/a.jpg", "pet")).hasSize(2);
        assertThat(boxes("dog/b.jpg", "dog")).isEmpty();
        assertThat(BoxAnnotations.in(folder).has(folder.resolve("dog/b.jpg"))).isFalse();
    }

    @Test
    void aCaptionBesideThePhotoHidesNoBoxesKeptElsewhere() throws IOException {
        write("dog/a.jpg", "photo");
        write("dog/a.txt", "a dog on a lawn");
        write("boxes.json", coco("dog/a.jpg"));
        assertBox(boxes("dog/a.jpg", "dog").getFirst(), 0, 20, 40, 40);
        write("dog/a.txt", "0 0.5 0.5 1 1\n");
        assertBox(boxes("dog/a.jpg", "dog").getFirst(), 0, 0, WIDTH, HEIGHT);
        write("dog/a.txt", "\n");
        assertThat(boxes("dog/a.jpg", "dog"))
                .as("an empty file says that there are none")
                .isEmpty();
    }

    private static String coco(String... names) {
        var images = new StringBuilder();
        var boxes = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            images.append(i == 0 ? "" : ",")
                    .append("{\"id\":%d,\"file_name\":\"%s\",\"width\":200,\"height\":100}".formatted(i, names[i]));
            boxes.append(i == 0 ? "" : ",")
                    .append("{\"image_id\":%d,\"category_id\":0,\"bbox\":[%d,20,40,40]}".formatted(i, 10 * i));
        }
        return "{\"images\":[%s],\"annotations\":[%s]}".formatted(images, boxes);
    }

    @Test
    void cocoFindsPhotosByTheirPathWhereFoldersNumberThemAlike() throws IOException {
        write("ok/001.jpg", "photo");
        write("ng/001.jpg", "photo");
        write("boxes.json", coco("ok/001.jpg", "./ng/001.jpg"));
        assertBox(boxes("ok/001.jpg", "x").getFirst(), 0, 20, 40, 40);
        assertBox(boxes("ng/001.jpg", "x").getFirst(), 10, 20, 40, 40);
        write("boxes.json", coco("ng/001.jpg"));
        assertThat(boxes("ok/001.jpg", "x")).isEmpty();
        assertThat(boxes("ng/001.jpg", "x")).hasSize(1);
    }

    @Test
    void cocoWithBareNamesOfSeveralPhotosIsSaidAndBoxesNone() throws IOException {
        write("ok/001.jpg", "photo");
        write("ng/001.jpg", "photo");
        write("ng/002.jpg", "photo");
        write("boxes.json", coco("001.jpg", "002.jpg"));
        assertThatThrownBy(() -> boxes("ok/001.jpg", "x"))
                .isInstanceOf(UnreadablePhotoException.class)
                .hasMessageContaining("lists 001.jpg, which may be any of 2 photos of this name")
                .hasMessageEndingWith("expected \"file_name\": \"ok/001.jpg\"");
        assertBox(boxes("ng/002.jpg", "x").getFirst(), 10, 20, 40, 40);
        write("boxes.json", coco("train/002.jpg", "val/002.jpg"));
        assertThatThrownBy(() -> boxes("ng/002.jpg", "x")).hasMessageContaining("train/002.jpg and val/002.jpg");
    }

    @Test
    void toolsKeepTheirFilesInFoldersBesideThePhotos() throws IOException {
        write("labels/dog/a.txt", "0 0.5 0.5 1 1\n");
        write(
                "Annotations/b.xml",
                voc("<size><width>10</width><height>10</height></size>", object("dog", 1, 1, 10, 10)));
        assertBox(boxes("images/dog/a.jpg", "dog").getFirst(), 0, 0, WIDTH, HEIGHT);
        assertBox(boxes("JPEGImages/b.jpg", "dog").getFirst(), 0, 0, WIDTH, HEIGHT);
        assertThat(boxes("pictures/dog/a.jpg", "dog")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<annotation><object>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><annotation>&e;</annotation>",
                "<annotation/>",
                "<annotation><size><width>0</width><height>9</height></size></annotation>",
                "<annotation><size><width>9</width><height>9</height></size><object><name>a</name></object></annotation>",
                "<annotation><size><width>9</width><height>9</height></size><object><name>a</name><bndbox><xmin>5</xmin><ymin>1</ymin><xmax>x</xmax><ymax>2</ymax></bndbox></object></annotation>",
                "<annotation><size><width>9</width><height>9</height></size><object><name>a</name><bndbox><xmin>5</xmin><ymin>1</ymin><xmax>3</xmax><ymax>2</ymax></bndbox></object></annotation>"
            })
    void damagedBoxesAreOneLine(String text) throws IOException {
        var file = write("dog/a.xml", text);
        assertThatThrownBy(() -> boxes("dog/a.jpg", "dog"))
                .isInstanceOf(UnreadablePhotoException.class)
                .hasMessageStartingWith(file + ": expected boxes in Pascal VOC's XML with <size> and <bndbox>, got ")
                .message()
                .doesNotContain("\n");
        assertThat(BoxAnnotations.in(folder).has(folder.resolve("dog/a.jpg"))).isTrue();
    }

    @Test
    void filesOfBoxesAreNoForeignFiles() throws IOException {
        write("dog/a.jpg", "photo");
        write("dog/a.txt", "0 0.5 0.5 1 1\n");
        write("dog/notes.txt", "a note");
        var data = DatasetReader.standard().read(folder);
        assertThat(data.skipped()).hasSize(2);
        assertThat(BoxAnnotations.withoutBoxes(data))
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.file()).hasFileName("notes.txt"));
        assertThat(BoxAnnotations.unlisted(data).skipped()).isEqualTo(BoxAnnotations.withoutBoxes(data));
        assertThat(boxes("dog/notes.jpg", "dog")).isEmpty();
    }
}
