package dev.konkyo.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher with a checkout, JDKs and a Maven that are only pretended. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class LauncherTest {
    /** Says which JDK it belongs to and what it was asked to run. */
    private static final String JAVA = """
            #!/bin/sh
            echo "jdk $(dirname "$(dirname "$0")")"
            for word in "$@"; do echo "word $word"; done
            echo "malloc $MALLOC_ARENA_MAX"
            exit "${STATUS:-0}"
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo "built with $JAVA_HOME: $*" >> "$BUILDS"
            [ -z "${BROKEN:-}" ] || { echo '[ERROR] no such symbol'; exit 1; }
            [ -z "${GO:-}" ] || while [ ! -e "$GO" ]; do sleep 0.1; done
            mkdir -p konkyo-app/target/launcher
            : > konkyo-app/target/launcher/konkyo-app.jar
            : > onnxruntime-1.0.0.jar
            printf '%s' "$PWD/onnxruntime-1.0.0.jar" > konkyo-app/target/launcher/dependencies
            """;

    private record Ended(int status, String out, String err) {}

    @TempDir
    Path folder;

    private Path checkout;
    private Path jvms;

    @BeforeEach
    void pretendACheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a check out"));
        jvms = Files.createDirectories(folder.resolve("jvms"));
        var sources = Files.createDirectories(checkout.resolve("konkyo-app/src/main/java"));
        Files.writeString(sources.resolve("A.java"), "class A {}");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.writeString(checkout.resolve("konkyo-app/pom.xml"), "<project/>");
        // The JDKs of the machine that the test runs on must not be found.
        var script = Files.readString(Path.of("..", "konkyo"))
                .replace("/usr/lib/jvm/*", jvms + "/*")
                .replace("/opt/*", jvms + "/none/*")
                .replace("/Library/Java", jvms + "/none")
                .replace("/usr/libexec/java_home", jvms + "/none/java_home");
        executable(checkout.resolve("konkyo"), script);
        executable(folder.resolve("tools/mvn"), MAVEN);
        // Comes before the java of the machine, and is no JDK's, since it lies in no folder named bin.
        executable(folder.resolve("tools/java"), "#!/bin/sh\nexit 1\n");
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(String name, String version) throws IOException {
        var home = jvms.resolve(name);
        executable(home.resolve("bin/java"), JAVA);
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        executable(home.resolve("bin/jar"), "#!/bin/sh\nmkdir -p ai/onnxruntime/native/linux-x64\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private ProcessBuilder process(Path command, String... arguments) {
        var builder = new ProcessBuilder(Stream.concat(Stream.of(command.toString()), Stream.of(arguments))
                .toList());
        var environment = builder.environment();
        environment.clear();
        environment.put("PATH", folder.resolve("tools") + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("BUILDS", folder.resolve("builds").toString());
        return builder.directory(folder.toFile());
    }

    private static Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
        var out = Files.createTempFile("launcher", ".out");
        var err = Files.createTempFile("launcher", ".err");
        int status = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        var ended = new Ended(status, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }

    private Ended konkyo(String... arguments) throws IOException, InterruptedException {
        return run(process(checkout.resolve("konkyo"), arguments));
    }

    private List<String> builds() throws IOException {
        var log = folder.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void buildsOnceAndPassesTheWordsOnAsTheyAre() throws Exception {
        var home = jdk("jdk-25", "25.0.3");
        var first = konkyo("explain", "a b.jpg", "--target", "*", "");
        assertThat(first.err()).contains("konkyo: building", "konkyo: built in");
        assertThat(first.out()).startsWith("jdk " + home + "\n").contains("malloc 1\n");
        assertThat(first.out())
                .contains("word dev.konkyo.app.cli.Konkyo\nword explain\nword a b.jpg\nword --target\nword *\nword \n");
        assertThat(first.out())
                .contains("word " + checkout.toRealPath() + "/konkyo-app/target/launcher/konkyo-app.jar:"
                        + checkout.toRealPath() + "/onnxruntime-1.0.0.jar\n");

        var second = konkyo("networks");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).singleElement().asString().startsWith("built with " + home + ": -B -P launcher");
    }

    @Test
    void startsWithoutAHomeAndBehindALockWithoutAnOwner() throws Exception {
        jdk("jdk-25", "25.0.3");
        var lock = Files.createDirectories(checkout.resolve("target/launcher.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(200)));
        var builder = process(checkout.resolve("konkyo"), "networks");
        builder.environment().remove("HOME");
        var ended = run(builder);
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("word networks");
    }

    @Test
    void theStatusOfTheProgramIsTheStatusOfTheCommand() throws Exception {
        jdk("jdk-25", "25.0.3");
        var builder = process(checkout.resolve("konkyo"), "evaluate");
        builder.environment().put("STATUS", "3");
        assertThat(run(builder).status()).isEqualTo(3);
    }

    @Test
    void worksThroughSymbolicLinksFromAnotherFolder() throws Exception {
        jdk("jdk-25", "25.0.3");
        var tools = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(tools.resolve("inner"), Path.of("../a check out/konkyo"));
        Files.createSymbolicLink(tools.resolve("konkyo"), Path.of("inner"));
        var ended = run(process(tools.resolve("konkyo"), "networks")
                .directory(Path.of("/").toFile()));
        assertThat(ended.status()).isZero();
        assertThat(ended.out()).contains("word networks");
    }

    @ParameterizedTest
    @CsvSource({"konkyo-app/src/main/java/A.java", "pom.xml", "konkyo-app/pom.xml"})
    void aChangedFileIsBuiltAgain(String changed) throws Exception {
        jdk("jdk-25", "25.0.3");
        konkyo("networks");
        Files.setLastModifiedTime(
                checkout.resolve(changed), FileTime.from(Instant.now().plusSeconds(5)));
        konkyo("networks");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aDependencyThatHasGoneIsBuiltAgain() throws Exception {
        jdk("jdk-25", "25.0.3");
        konkyo("networks");
        Files.delete(checkout.resolve("onnxruntime-1.0.0.jar"));
        assertThat(konkyo("networks").status()).isZero();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aBuildThatFailsSaysWhyAndLeavesNoLock() throws Exception {
        jdk("jdk-25", "25.0.3");
        var builder = process(checkout.resolve("konkyo"), "networks");
        builder.environment().put("BROKEN", "yes");
        var broken = run(builder);
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.out()).isEmpty();
        assertThat(broken.err()).contains("[ERROR] no such symbol", "the build failed", "build.log");
        assertThat(konkyo("networks").status()).isZero();
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        jdk("jdk-25", "25.0.3");
        var go = folder.resolve("go");
        var first = start("first", go);
        try {
            await(() -> !builds().isEmpty());
            var second = start("second", go);
            try {
                await(() -> Files.readString(folder.resolve("second")).contains("another start is building"));
                Files.createFile(go);
                assertThat(first.waitFor()).isZero();
                assertThat(second.waitFor()).isZero();
            } finally {
                second.destroy();
            }
        } finally {
            first.destroy();
        }
        assertThat(builds()).hasSize(1);
    }

    /** A start whose Maven waits for a file, and whose messages go to another. */
    private Process start(String messages, Path go) throws IOException {
        var builder = process(checkout.resolve("konkyo"), "networks");
        builder.environment().put("GO", go.toString());
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve(messages).toFile())
                .start();
    }

    /** Until it holds; the class's time limit bounds it. */
    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.sleep(20);
        }
    }

    @Test
    void aLockWhoseOwnerHasGoneIsTakenOver() throws Exception {
        jdk("jdk-25", "25.0.3");
        var lock = Files.createDirectories(checkout.resolve("target/launcher.lock"));
        Files.writeString(lock.resolve("pid"), "99999999\n");
        assertThat(konkyo("networks").status()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void unsuitableJdksAreSkipped() throws Exception {
        jdk("a-17", "17.0.15");
        jdk("b-early", "25.0.2");
        jdk("c-next", "26");
        var good = jdk("d-25", "25.0.4");
        assertThat(konkyo("networks").out()).startsWith("jdk " + good + "\n");
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        jdk("a-25", "25.0.3");
        var chosen = jdk("z-25", "25.1");
        var builder = process(checkout.resolve("konkyo"), "networks");
        builder.environment().put("JAVA_HOME", chosen.toString());
        assertThat(run(builder).out()).startsWith("jdk " + chosen + "\n");
    }

    @Test
    void withoutAJdkItSaysWhereItLookedAndWhatItFound() throws Exception {
        var old = jdk("a-17", "17.0.15");
        var runtime = jdk("b-25", "25.0.3");
        Files.delete(runtime.resolve("bin/javac"));
        var builder = process(checkout.resolve("konkyo"), "networks");
        builder.environment().put("JAVA_HOME", old.toString());
        var ended = run(builder);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("konkyo: no JDK of version 25.0.3 or newer, below 26.")
                .contains("JAVA_HOME (" + old + ")", "PATH", jvms.toString(), "~/.sdkman")
                .containsOnlyOnce(old + " (17.0.15)")
                .contains(runtime + " (25.0.3, without a compiler)");
        assertThat(builds()).isEmpty();
    }
}
