package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSizesTest {
    @ParameterizedTest
    @CsvSource({
        "squeezenet1_0, 1248424",
        "squeezenet1_1, 1235496",
        "googlenet, 6624904",
        "googlenet_aux, 13004888",
        "vgg16, 138357544",
        "vgg16_bn, 138365992",
        "resnet18, 11689512",
        "resnet34, 21797672",
        "resnet50, 25557032",
        "mobilenet_v1, 4231976",
        "mobilenet_v1_0.5, 1331592",
        "mobilenet_v1_0.25, 470072",
        "mobilenet_v2, 3504872",
        "mobilenet_v2_0.5, 1968680",
        "mobilenet_v3_large, 5483032",
        "mobilenet_v3_small, 2542856",
        "patchnet26, 88688",
        "patchnet30, 136792",
        "bagnet9, 15688744",
        "bagnet17, 16213032",
        "bagnet33, 18310184",
    })
    void hasThePublishedNumberOfParameters(String name, long parameters) {
        Graph graph = Networks.named(name).build(NetworkShape.of(1000, 224));
        assertThat(graph.parameters().values().stream()
                        .filter(parameter -> parameter.role() == Parameter.Role.TRAINED)
                        .mapToLong(parameter -> parameter.shape().elements())
                        .sum())
                .isEqualTo(parameters);
    }

    /** Names as in the weights that torchvision publishes. */
    @ParameterizedTest
    @CsvSource({
        "squeezenet1_1, features.12.expand3x3.bias, 256",
        "googlenet, conv3.bn.weight, 192",
        "googlenet, inception3a.branch2.0.conv.weight, 96 192 1 1",
        "googlenet, inception3a.branch3.1.conv.weight, 32 16 3 3",
        "googlenet, inception5b.branch4.1.bn.running_var, 128",
        "googlenet_aux, aux1.conv.conv.weight, 128 512 1 1",
        "googlenet_aux, aux2.fc1.weight, 1024 2048",
        "googlenet_aux, aux2.fc2.bias, 1000",
        "vgg16, features.28.weight, 512 512 3 3",
        "vgg16_bn, features.41.running_mean, 512",
        "vgg16, classifier.6.weight, 1000 4096",
        "resnet18, layer2.0.downsample.0.weight, 128 64 1 1",
        "resnet50, layer1.0.downsample.1.running_mean, 256",
        "resnet50, layer4.2.conv3.weight, 2048 512 1 1",
        "bagnet33, conv1.weight, 64 3 1 1",
        "bagnet33, conv2.weight, 64 64 3 3",
        "bagnet33, layer4.0.conv2.weight, 512 512 3 3",
        "bagnet17, layer4.0.conv2.weight, 512 512 1 1",
        "bagnet9, layer4.0.downsample.1.running_mean, 2048",
        "bagnet9, fc.weight, 1000 2048",
        "mobilenet_v2, features.1.conv.0.0.weight, 32 1 3 3",
        "mobilenet_v2, features.17.conv.3.running_var, 320",
        "mobilenet_v2, classifier.1.weight, 1000 1280",
        "mobilenet_v3_large, features.1.block.0.0.weight, 16 1 3 3",
        "mobilenet_v3_large, features.4.block.2.fc1.weight, 24 72 1 1",
        "mobilenet_v3_large, features.16.1.weight, 960",
        "mobilenet_v3_small, features.1.block.1.fc2.bias, 16",
        "mobilenet_v3_small, classifier.0.weight, 1024 576",
    })
    void namesParametersAsTorchvision(String network, String name, String sizes) {
        int[] expected =
                Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThat(Networks.named(network).build(NetworkShape.of(1000, 224)).parameters())
                .hasEntrySatisfying(
                        name, parameter -> assertThat(parameter.shape()).isEqualTo(Shape.of(expected)));
    }

    @Test
    void refusesPhotosThatHoldNoPatch() {
        assertThatThrownBy(() -> Networks.named("bagnet33").build(NetworkShape.of(2, 20)))
                .isInstanceOf(GraphException.class)
                .hasMessage(
                        "network 'bagnet33' sees patches of 33 x 33 pixels, got photos of 20 x 20; choose photos of at"
                                + " least 33 x 33 pixels, or a network with smaller patches: bagnet9, bagnet17");
        assertThatThrownBy(() -> Networks.named("bagnet9").build(NetworkShape.of(2, 8)))
                .hasMessageEndingWith("choose photos of at least 9 x 9 pixels");
        assertThatThrownBy(() -> Networks.named("bag_squeezenet33").build(NetworkShape.of(2, 32)))
                .hasMessageEndingWith("smaller patches: bagnet9, bagnet17, bag_mobilenet_v2_31");
    }

    @Test
    void namesTheNearestNetwork() {
        assertThatThrownBy(() -> Networks.named("mobilenetv2"))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("no network is called 'mobilenetv2'; did you mean 'mobilenet_v2'?")
                .hasMessageContaining("squeezenet1_0, squeezenet1_1");
    }

    @Test
    void refusesAPaddingThatTheNetworkDoesNotHave() {
        assertThatThrownBy(() ->
                        Networks.named("resnet18").build(NetworkShape.of(2, 96).padding(PaddingStyle.SAME)))
                .hasMessage("network 'resnet18' has padding [SYMMETRIC], got SAME");
    }
}
