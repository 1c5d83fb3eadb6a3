package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Cost;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.ReceptiveField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds docs/networks.md to what the networks are; run with -Dkonkyo.renew=true to write the table anew. */
class NetworksDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "networks.md");
    private static final String BEGIN = "<!-- table: begin -->\n";
    private static final String END = "<!-- table: end -->";

    @Test
    void listsEveryNetworkAsItIs() throws IOException {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (Boolean.getBoolean("konkyo.renew")) {
            Files.writeString(DOCUMENT, text.substring(0, begin) + table() + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end))
                .as("docs/networks.md is stale; renew it by running this test with -Dkonkyo.renew=true")
                .isEqualTo(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("""
                | name | paper | parameters | multiply-adds | evidence (channels x height x width) | receptive field | padding |
                |---|---|---:|---:|---|---:|---|
                """);
        Networks.all().forEach(network -> table.append(row(network)));
        return table.toString();
    }

    private static String row(Network network) {
        Graph graph = network.build(NetworkShape.of(1000, network.inputSize()));
        EvidenceLayer evidence = EvidenceLayer.of(graph);
        Cost cost = Cost.of(graph);
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %,d | %,.0f M | `%s` %d x %d x %d | %.0f | %s |\n",
                network.name(),
                network.paper(),
                cost.parameters(),
                cost.totalMultiplyAdds() / 1e6,
                evidence.value(),
                evidence.shape().at(1),
                evidence.shape().at(2),
                evidence.shape().at(3),
                ReceptiveField.of(graph, evidence.value()).vertical().size(),
                network.paddings().size() == 1 ? "symmetric" : "symmetric, SAME");
    }
}
