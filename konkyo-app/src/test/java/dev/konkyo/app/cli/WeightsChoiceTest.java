package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsChoiceTest {
    @TempDir
    Path folder;

    @Test
    void aNetworksOwnWeightsComeBeforeTheFolders() throws IOException {
        var plain = Files.createFile(folder.resolve("resnet50.safetensors")).toString();
        var hashed = Files.createFile(folder.resolve("squeezenet1_1-b8a52dc0.safetensors"))
                .toString();
        Files.createFile(folder.resolve("mobilenet_v2.onnx"));
        var choice = new WeightsChoice(List.of(folder.toString(), "vgg16=hf:someone/vgg16"));
        assertThat(choice.of("resnet50")).contains(plain);
        assertThat(choice.of("squeezenet1_1")).contains(hashed);
        assertThat(choice.of("vgg16")).contains("hf:someone/vgg16");
        assertThat(choice.of("mobilenet_v2")).isEmpty();
        assertThat(choice.of("resnet5")).isEmpty();
    }

    @Test
    void aFileIsForEveryNetwork() throws IOException {
        var file = Files.createFile(folder.resolve("mine.safetensors")).toString();
        assertThat(new WeightsChoice(List.of(file)).of("resnet18")).contains(file);
    }

    @Test
    void whatDoesNotExistIsWrongUsage() {
        assertThatThrownBy(
                        () -> new WeightsChoice(List.of(folder.resolve("none").toString())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no such file or folder");
    }
}
