package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Parameter;
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
    })
    void hasThePublishedNumberOfParameters(String name, long parameters) {
        Graph graph = Networks.named(name).build(NetworkShape.of(1000, 224));
        assertThat(graph.parameters().values().stream()
                        .filter(parameter -> parameter.role() == Parameter.Role.TRAINED)
                        .mapToLong(parameter -> parameter.shape().elements())
                        .sum())
                .isEqualTo(parameters);
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
