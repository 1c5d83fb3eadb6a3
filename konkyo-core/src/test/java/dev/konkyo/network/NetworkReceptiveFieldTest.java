package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.ReceptiveField;
import dev.konkyo.graph.Resolutions;
import dev.konkyo.graph.ShapeInference;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkReceptiveFieldTest {
    /** Published for VGG-16 (212 after its last pool) and MobileNetV1 (315) by Araujo et al. 2019; the others by the same sum. */
    @ParameterizedTest
    @CsvSource({
        "vgg16, features.29, 196, 16",
        "vgg16, maxpool_30, 212, 32",
        "resnet18, layer4.1, 435, 32",
        "resnet50, layer4.2, 427, 32",
        "mobilenet_v1, blocks.12.pointwise, 315, 32",
        "mobilenet_v2, features.18, 491, 32",
        "patchnet26, features.4, 26, 4",
        "patchnet30, features.4, 30, 8",
    })
    void isAsPublished(String network, String value, double size, double stride) {
        ReceptiveField field = ReceptiveField.of(Networks.named(network).build(NetworkShape.of(1000, 224)), value);
        assertThat(field.vertical().size()).isEqualTo(size);
        assertThat(field.vertical().stride()).isEqualTo(stride);
        assertThat(field.horizontal()).isEqualTo(field.vertical());
    }

    /** The numbers of the names; one patch every 8 pixels, the first one wholly within the photo. */
    @ParameterizedTest
    @CsvSource({
        "bagnet9, layer4.2, 9",
        "bagnet17, layer4.2, 17",
        "bagnet33, layer4.2, 33",
        "bag_squeezenet33, classifier.1, 33",
        "bag_mobilenet_v2_31, features.18, 31",
    })
    void ofABagNetworkIsOnePatch(String network, String value, double size) {
        for (int side : new int[] {64, 97, 224}) {
            ReceptiveField field = ReceptiveField.of(Networks.named(network).build(NetworkShape.of(2, side)), value);
            assertThat(field.vertical()).isEqualTo(new ReceptiveField.Axis(size, 8, size / 2));
            assertThat(field.horizontal()).isEqualTo(field.vertical());
        }
    }

    /** Without padding each layer cuts its map smaller; only where patches lie farther apart it is coarser. */
    @ParameterizedTest
    @CsvSource({"bagnet33, layer4.2, 24", "bag_squeezenet33, classifier.1, 24", "resnet18, layer4.1, 7"})
    void aResolutionIsAStride(String network, String layer, int places) {
        Graph graph = Networks.named(network).build(NetworkShape.of(2, 224));
        List<String> found = Resolutions.upTo(graph, layer, 3);
        double coarsest = ReceptiveField.of(graph, layer).vertical().stride();
        assertThat(found).hasSize(3).last().isEqualTo(layer);
        assertThat(found)
                .extracting(value -> ReceptiveField.of(graph, value).vertical().stride())
                .containsExactly(coarsest / 4, coarsest / 2, coarsest);
        assertThat(ShapeInference.shape(graph, layer, 1).at(2)).isEqualTo(places);
    }
}
