package dev.konkyo.app.cli;

import dev.konkyo.app.report.Entrant;
import dev.konkyo.graph.Cost;
import dev.konkyo.onnx.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Trains and judges networks one after the other, each in processes of its own.
 *
 * @param data the photos' folder
 * @param options of {@code train} that all networks share
 * @param weights what each network begins with
 * @param threads that decide while the time is measured
 */
record Contest(
        Output output,
        Interruption interruption,
        ContestFolder folder,
        Path data,
        List<String> options,
        WeightsChoice weights,
        int threads) {
    /** What a network begins with: further options of {@code train}, and the same in words. */
    private record Start(List<String> options, String words) {
        static Start scratch(String why) {
            return new Start(List.of(), "from scratch" + why);
        }
    }

    /** The network's result; one that was found before is taken as it is. A failure is a result too. */
    Entrant enter(String network) {
        var start = start(network);
        try {
            var before = folder.result(network);
            if (before.isPresent() && before.get().start().equals(start.words())) {
                output.note(network + ": already compared");
                return before.get();
            }
            if (before.isPresent()) {
                return new Entrant.Failed(
                        network,
                        "was compared with other weights (%s, now %s); use another --output"
                                .formatted(before.get().start(), start.words()));
            }
            output.note(network + ": training, weights " + start.words());
            return trained(network, start);
        } catch (EndedException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            return new Entrant.Failed(network, ErrorLine.of(e));
        }
    }

    /** Options that {@code train} would refuse are refused before anything is trained. */
    void check(String network) {
        var rehearsal = rehearse(network, List.of());
        if (rehearsal.status() == Konkyo.WRONG_USAGE) {
            throw new UsageException(rehearsal.reason());
        }
    }

    private Entrant trained(String network, Start start) throws IOException {
        var run = folder.run(network);
        List<String> arguments = new ArrayList<>(training(network, start.options()));
        arguments.addAll(List.of("--output", run.toString()));
        if (Files.exists(run.resolve("plan.json"))) {
            arguments.add("--resume");
        }
        var training = child(Konkyo.class, network, arguments);
        if (training.status() != 0) {
            return new Entrant.Failed(network, training.reason());
        }
        var said = run.resolve("judging.json");
        var judging = child(
                Judging.class,
                network,
                List.of(
                        folder.model(network).toString(),
                        folder.photos().toString(),
                        data.toString(),
                        String.valueOf(threads),
                        said.toString()));
        if (judging.status() != 0) {
            return new Entrant.Failed(network, judging.reason());
        }
        var result = result(network, start, training, Judging.read(said));
        folder.keep(result);
        return result;
    }

    private ChildProcess.Ended child(Class<?> main, String network, List<String> arguments) {
        var ended = new ChildProcess(main, interruption::happened)
                .run(arguments, line -> output.note(network + ": " + line.replaceFirst("^konkyo: ", "")));
        if (interruption.happened()) {
            throw new EndedException();
        }
        return ended;
    }

    private Entrant.Finished result(String network, Start start, ChildProcess.Ended training, Judging judging)
            throws IOException {
        var file = folder.model(network);
        var cost = Cost.of(ModelFile.read(file).model().graph());
        return new Entrant.Finished(
                network,
                start.words(),
                judging.said(),
                cost.parameters(),
                cost.totalMultiplyAdds(),
                Files.size(file),
                judging.milliseconds(),
                threads,
                seconds(folder.run(network).resolve("metrics.csv")),
                training.peakMemory().isPresent() ? training.peakMemory().getAsLong() : null);
    }

    /** The sum of the column that {@code metrics.csv} keeps of each epoch's time. */
    private static double seconds(Path metrics) throws IOException {
        var rows = Files.readAllLines(metrics);
        int column = Arrays.asList(rows.getFirst().split(",", -1)).indexOf("seconds");
        return rows.stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.split(",", -1)[column]))
                .sum();
    }

    private Start start(String network) {
        Optional<String> chosen = weights.of(network);
        if (chosen.isEmpty()) {
            return Start.scratch("");
        }
        var file = chosen.get();
        var fits = rehearse(network, List.of("--weights", file));
        return fits.status() == 0
                ? new Start(
                        List.of("--weights", file),
                        Path.of(file).getFileName().toString().replaceFirst("\\.safetensors$", ""))
                : Start.scratch(": " + fits.reason());
    }

    private List<String> training(String network, List<String> more) {
        List<String> words = new ArrayList<>(List.of("train", data.toString(), "--network", network));
        words.addAll(options);
        words.addAll(more);
        return words;
    }

    private record Rehearsed(int status, String reason) {}

    /** What {@code train} would say, without training. */
    private Rehearsed rehearse(String network, List<String> more) {
        List<String> words = new ArrayList<>(training(network, more));
        words.add("--dry-run");
        var said = new ByteArrayOutputStream();
        int status = Konkyo.run(
                OutputStream.nullOutputStream(),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                words.toArray(String[]::new));
        var last = said.toString(StandardCharsets.UTF_8).lines().reduce("", (_, line) -> line);
        return new Rehearsed(status, last.replaceFirst("^konkyo: ", ""));
    }

    /** The user has ended the comparison; the networks that are not finished go on next time. */
    static final class EndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
