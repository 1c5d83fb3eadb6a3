package dev.konkyo.app.cli;

import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists the evidence methods that {@code explain --method} takes. */
@Command(
        name = "methods",
        description = "List the evidence methods, what each needs of a model and what it costs.",
        footer = {"", "Example: konkyo methods --json"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class MethodsCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private JsonOption json;

    /** What a method needs, costs and goes back to. */
    record Line(String name, String needs, String passes, String paper) {
        static Line of(MethodEntry method) {
            return new Line(method.name(), method.needs().displayName(), method.passes(), method.paper());
        }
    }

    @Override
    public Integer call() {
        List<Line> lines = EvidenceMethods.all().stream().map(Line::of).toList();
        if (json.chosen()) {
            lines.forEach(konkyo.output()::json);
            return 0;
        }
        for (var line : lines) {
            konkyo.output().line(line.name() + ": needs " + line.needs() + "; " + line.passes());
            konkyo.output().line("    " + line.paper());
        }
        return 0;
    }
}
