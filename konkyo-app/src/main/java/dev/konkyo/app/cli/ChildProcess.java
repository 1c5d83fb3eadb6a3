package dev.konkyo.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Work in a JVM of its own, so that its memory is counted by itself and a crash ends nothing else.
 *
 * @param main the class to run, with this process's class path and options
 * @param stop asked often; when it says yes the child is told to end
 */
record ChildProcess(Class<?> main, BooleanSupplier stop) {
    private static final int GLANCE_MILLISECONDS = 100;

    /** Options that belong to one process: agents with their ports and files, the terminal's width, recordings. */
    private static final List<String> OWN =
            List.of("-javaagent:", "-agentlib:", "-agentpath:", "-Dkonkyo.columns", "-XX:AOTCacheOutput");

    /** Options that this process took from its environment are among its options; a child that took them again would say so. */
    private static final List<String> TAKEN = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /**
     * How a child ended.
     *
     * @param status 0 if all went well
     * @param lastLine of what it said; empty if it said nothing
     * @param peakMemory the largest resident set, in bytes; empty where the system does not tell
     */
    record Ended(int status, String lastLine, OptionalLong peakMemory) {
        /** Why it failed, in one line. */
        String reason() {
            var said = lastLine.replaceFirst("^konkyo: ", "");
            // What the system kills, or what crashes in native code, has not said why.
            return status == Konkyo.FAILED || status == Konkyo.WRONG_USAGE
                    ? said
                    : "the process ended with status " + status + (said.isEmpty() ? "" : "; its last line: " + said);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param lines hears every line that the child says, on another thread
     */
    Ended run(List<String> arguments, Consumer<String> lines) {
        try {
            var builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
            TAKEN.forEach(builder.environment()::remove);
            var process = builder.start();
            process.getOutputStream().close();
            var last = new Last(lines);
            var reader = Thread.ofVirtual().start(() -> read(process.inputReader(StandardCharsets.UTF_8), last));
            var peak = watch(process);
            reader.join();
            return new Ended(process.exitValue(), last.line, peak);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + main.getSimpleName() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while " + main.getSimpleName() + " ran", e);
        }
    }

    private List<String> command(List<String> arguments) {
        var java = ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var options = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OWN.stream().noneMatch(option::startsWith));
        var program = Stream.of("-cp", System.getProperty("java.class.path"), main.getName());
        return Stream.of(Stream.of(java), options, program, arguments.stream())
                .flatMap(part -> part)
                .toList();
    }

    /** Waits for the end. The system forgets a process's peak with the process, so it is looked at all along. */
    private OptionalLong watch(Process process) throws InterruptedException {
        var peak = OptionalLong.empty();
        boolean told = false;
        try {
            while (!process.waitFor(GLANCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                var now = peakMemory(process.pid());
                peak = now.isPresent() ? now : peak;
                if (!told && stop.getAsBoolean()) {
                    end(process);
                    told = true;
                }
            }
        } finally {
            end(process);
        }
        return peak;
    }

    /** Through its handle: {@link Process#destroy} would also close what it says, before its last words were read. */
    private static void end(Process process) {
        process.toHandle().destroy();
    }

    /** Linux's high-water mark of the resident set, see proc_pid_status(5). */
    private static OptionalLong peakMemory(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty(); // another system, or the process has just ended
        }
    }

    private static void read(BufferedReader reader, Last last) {
        try (reader) {
            reader.lines().forEach(last::say);
        } catch (IOException | UncheckedIOException e) {
            last.say("its output could not be read: " + e.getMessage());
        }
    }

    /** Passes lines on and remembers the last. */
    private static final class Last {
        private final Consumer<String> lines;
        private volatile String line = "";

        Last(Consumer<String> lines) {
            this.lines = lines;
        }

        void say(String text) {
            if (!text.isBlank()) {
                line = text;
                lines.accept(text);
            }
        }
    }
}
