package dev.konkyo.app.cli;

import dev.konkyo.app.report.Entrant;
import dev.konkyo.file.FileHash;
import dev.konkyo.graph.Cost;
import dev.konkyo.hub.HubReference;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Trains and judges networks one after the other, each in processes of its own.
 *
 * @param konkyo is told what happens, and knows the variables that say where the hub is
 * @param data the photos' folder
 * @param options of {@code train} that all networks share
 * @param weights what each network begins with
 * @param threads that decide while the time is measured
 */
record Contest(
        Konkyo konkyo,
        Interruption interruption,
        ContestFolder folder,
        Path data,
        List<String> options,
        WeightsChoice weights,
        int threads) {
    /**
     * What a network begins with.
     *
     * @param options of {@code train}
     */
    record Start(List<String> options, ContestFolder.Begun begun) {
        static Start scratch(String why) {
            return new Start(List.of(), new ContestFolder.Begun("from scratch" + why, null, 0L));
        }
    }

    /** The network's result; one that was found before is taken as it is. A failure is a result too. */
    Entrant enter(String network, Start start) {
        try {
            var before = folder.result(network);
            if (before.isPresent()) {
                konkyo.output().note(network + ": already compared");
                return before.get();
            }
            konkyo.output()
                    .note(network + ": training, weights " + start.begun().start());
            return trained(network, start);
        } catch (EndedException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            return new Entrant.Failed(network, ErrorLine.of(e));
        }
    }

    /**
     * What each network begins with. Options that {@code train} would refuse, and weights other than those that a network has begun with
     * before, are refused before anything is trained or written.
     */
    Map<String, Start> starts(List<String> networks) {
        var rehearsal = rehearse(networks.getFirst(), List.of());
        if (rehearsal.status() == Konkyo.WRONG_USAGE) {
            throw new UsageException(rehearsal.reason());
        }
        Map<String, Start> starts = new LinkedHashMap<>();
        for (var network : networks) {
            var start = start(network);
            folder.begun(network)
                    .filter(before -> !before.sameWeights(start.begun()))
                    .ifPresent(before -> refuse(network, before, start.begun()));
            starts.put(network, start);
        }
        requireUse(starts);
        return starts;
    }

    /** A folder or a file that no network can begin with is a mistake, such as a wrong name or damage. */
    private void requireUse(Map<String, Start> starts) {
        var others = starts.keySet().stream()
                .filter(network -> weights.own(network).isEmpty())
                .toList();
        if (weights.shared().isEmpty()
                || others.isEmpty()
                || starts.entrySet().stream()
                        .anyMatch(start -> others.contains(start.getKey())
                                && !start.getValue().options().isEmpty())) {
            return;
        }
        var first = others.getFirst();
        throw new CommandException("--weights %s: no network can begin with that; %s would be trained %s"
                .formatted(
                        String.join(", ", weights.shared()),
                        first,
                        Objects.requireNonNull(starts.get(first)).begun().start()));
    }

    private void refuse(String network, ContestFolder.Begun before, ContestFolder.Begun now) {
        var names = before.start().equals(now.start())
                ? "%s, of the same name but with other bytes".formatted(now.start())
                : "%s, now %s".formatted(before.start(), now.start());
        throw new CommandException("%s holds %s with other weights: %s; use the old ones or another --output"
                .formatted(folder.folder(), network, names));
    }

    private Entrant trained(String network, Start start) throws IOException {
        var run = folder.run(network);
        List<String> arguments = new ArrayList<>(training(network, start.options()));
        arguments.addAll(List.of("--output", run.toString()));
        boolean resumed = Files.exists(run.resolve("plan.json"));
        if (resumed) {
            arguments.add("--resume");
        }
        // Until the process has ended its memory is not known, should this one be killed before.
        var before = resumed ? folder.begun(network).orElse(unknown(start.begun())) : start.begun();
        folder.begin(network, unknown(start.begun()));
        var training = ended(Konkyo.class, network, arguments);
        var after = before.after(training.peakMemory());
        folder.begin(network, after);
        endIfAsked();
        if (training.status() != 0) {
            return new Entrant.Failed(network, training.reason());
        }
        var said = run.resolve("judging.json");
        var judging = ended(
                Judging.class,
                network,
                List.of(
                        folder.model(network).toString(),
                        folder.photos().toString(),
                        data.toString(),
                        String.valueOf(threads),
                        said.toString()));
        endIfAsked();
        if (judging.status() != 0) {
            return new Entrant.Failed(network, judging.reason());
        }
        var result = result(network, after, Judging.read(said));
        folder.keep(result);
        return result;
    }

    private static ContestFolder.Begun unknown(ContestFolder.Begun begun) {
        return new ContestFolder.Begun(begun.start(), begun.weightsHash(), null);
    }

    private ChildProcess.Ended ended(Class<?> main, String network, List<String> arguments) {
        return new ChildProcess(main, interruption::happened)
                .run(arguments, line -> konkyo.output().note(network + ": " + line.replaceFirst("^konkyo: ", "")));
    }

    private void endIfAsked() {
        if (interruption.happened()) {
            throw new EndedException();
        }
    }

    private Entrant.Finished result(String network, ContestFolder.Begun begun, Judging judging) throws IOException {
        var file = folder.model(network);
        var cost = Cost.of(ModelFile.read(file).model().graph());
        return new Entrant.Finished(
                network,
                begun.start(),
                begun.weightsHash(),
                judging.said(),
                cost.parameters(),
                cost.totalMultiplyAdds(),
                Files.size(file),
                judging.milliseconds(),
                threads,
                seconds(folder.run(network).resolve("metrics.csv")),
                begun.peakMemory());
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
        if (fits.status() != 0
                && weights.own(network).isPresent()
                && rehearse(network, List.of()).status() == 0) {
            var line = "--weights %s=%s: %s".formatted(network, file, fits.reason());
            throw fits.status() == Konkyo.WRONG_USAGE ? new UsageException(line) : new CommandException(line);
        }
        return fits.status() == 0
                ? new Start(List.of("--weights", file), new ContestFolder.Begun(words(file), hash(file), 0L))
                : Start.scratch(": " + fits.reason());
    }

    /** A model of the hub has been downloaded by the rehearsal. */
    private String hash(String weights) {
        return FileHash.sha256(
                WeightsSource.of(weights, konkyo.output(), konkyo.environment()).file());
    }

    private static String words(String weights) {
        return HubReference.means(weights)
                ? weights
                : Path.of(weights).getFileName().toString().replaceFirst("\\.safetensors$", "");
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
                konkyo.environment(),
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
