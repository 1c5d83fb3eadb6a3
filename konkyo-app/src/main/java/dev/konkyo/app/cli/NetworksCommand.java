package dev.konkyo.app.cli;

import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.ReceptiveField;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists the networks that {@code train --network} builds. */
@Command(
        name = "networks",
        description =
                "List the networks that can be trained, with their cost at 1000 classes; field is how many pixels wide the part of a"
                        + " photo is that one place of the evidence sees.",
        footer = {"", "Example: konkyo networks"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class NetworksCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (json.chosen()) {
            Networks.all().stream().map(NetworkLine::of).forEach(konkyo.output()::json);
        } else {
            table(Networks.all()).lines().forEach(konkyo.output()::line);
        }
        return 0;
    }

    private static Table table(List<Network> networks) {
        var table = new Table("network", "parameters", "multiply-adds", "input", "evidence", "field");
        for (var network : networks) {
            var line = NetworkLine.of(network);
            var evidence = line.evidence();
            table.row(
                    line.name(),
                    "%.2f M".formatted(line.parameters() / 1e6),
                    "%.3f G".formatted(line.multiplyAdds() / 1e9),
                    line.inputSize() + " x " + line.inputSize(),
                    evidence.height() + " x " + evidence.width() + " x " + evidence.channels(),
                    "%.0f".formatted(field(network)));
        }
        return table;
    }

    /** Side of what a place of the evidence layer sees, in pixels of the network's input, padding included. */
    private static double field(Network network) {
        var graph = network.build(NetworkShape.of(2, network.inputSize()));
        return ReceptiveField.of(graph, EvidenceLayer.of(graph).value())
                .vertical()
                .size();
    }
}
