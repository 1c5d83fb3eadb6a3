package dev.konkyo.app.cli;

import dev.konkyo.network.Networks;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists the networks that {@code train --network} builds. */
@Command(
        name = "networks",
        description = "List the networks that can be trained, with their cost at 1000 classes.",
        footer = {"", "Example: konkyo networks"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class NetworksCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        List<NetworkLine> lines = Networks.all().stream().map(NetworkLine::of).toList();
        if (json.chosen()) {
            lines.forEach(konkyo.output()::json);
        } else {
            table(lines).lines().forEach(konkyo.output()::line);
        }
        return 0;
    }

    private static Table table(List<NetworkLine> lines) {
        var table = new Table("network", "parameters", "multiply-adds", "input", "evidence");
        for (var line : lines) {
            var evidence = line.evidence();
            table.row(
                    line.name(),
                    "%.2f M".formatted(line.parameters() / 1e6),
                    "%.3f G".formatted(line.multiplyAdds() / 1e9),
                    line.inputSize() + " x " + line.inputSize(),
                    evidence.height() + " x " + evidence.width() + " x " + evidence.channels());
        }
        return table;
    }
}
