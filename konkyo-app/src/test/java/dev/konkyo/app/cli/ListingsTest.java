package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.network.Network;
import dev.konkyo.network.Networks;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListingsTest {
    @Test
    void networksAsJsonHaveExactlyTheFieldsOfTheContract() {
        var run = Run.konkyo("networks", "--json");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json()).hasSameSizeAs(Networks.all()).allSatisfy(line -> {
            assertThat(line.propertyNames())
                    .containsExactly("name", "parameters", "multiplyAdds", "inputSize", "evidence");
            assertThat(line.at("/evidence").propertyNames()).containsExactly("height", "width", "channels");
        });
        assertThat(run.json())
                .map(line -> line.at("/name").asString())
                .containsExactlyElementsOf(
                        Networks.all().stream().map(Network::name).toList());
    }

    @Test
    void aNetworksLineHoldsThePublishedNumbers() {
        var line = named(Run.konkyo("networks", "--json"), "resnet50");
        assertThat(line.at("/parameters").asLong()).isEqualTo(25_557_032);
        assertThat(line.at("/multiplyAdds").asLong()).isBetween(4_008_000_000L, 4_172_000_000L);
        assertThat(line.at("/inputSize").asInt()).isEqualTo(224);
        assertThat(line.at("/evidence/height").asInt()).isEqualTo(7);
        assertThat(line.at("/evidence/width").asInt()).isEqualTo(7);
        assertThat(line.at("/evidence/channels").asInt()).isEqualTo(2048);
    }

    @Test
    void networksForPeopleAreATable() {
        var run = Run.konkyo("networks");
        assertThat(run.outLines()).hasSize(1 + Networks.all().size());
        assertThat(run.outLines())
                .first()
                .asString()
                .matches("network +parameters +multiply-adds +input +evidence +field");
        assertThat(run.outLines())
                .anyMatch(line -> line.matches("resnet50 +25\\.56 M +4\\.\\d+ G +224 x 224 +7 x 7 x 2048 +427"))
                .anyMatch(line -> line.matches("bagnet33 +18\\.31 M +16\\.\\d+ G +224 x 224 +24 x 24 x 2048 +33"));
    }

    @Test
    void methodsAsJsonHaveExactlyTheFieldsOfTheContract() {
        var run = Run.konkyo("methods", "--json");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json()).hasSameSizeAs(EvidenceMethods.all()).allSatisfy(line -> {
            assertThat(line.propertyNames()).containsExactly("name", "needs", "passes", "paper");
            assertThat(line.at("/needs").asString()).isIn("scores", "features", "gradients");
        });
        assertThat(named(run, "grad-cam").at("/needs").asString()).isEqualTo("gradients");
    }

    @Test
    void methodsForPeopleNameEachWithItsPaper() {
        var run = Run.konkyo("methods");
        for (MethodEntry method : EvidenceMethods.all()) {
            assertThat(run.out()).contains(method.name() + ": needs ", method.paper());
        }
    }

    private static JsonNode named(Run run, String name) {
        return run.json().stream()
                .filter(line -> line.at("/name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
