package dev.konkyo.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HubTest {
    private static final HubReference MODEL = HubReference.parse("hf:timm/resnet18.a1_in1k");
    private static final String WEIGHTS = "/timm/resnet18.a1_in1k/resolve/main/model.safetensors";
    /** Longer than the server waits for its client, where a test does not wait for it. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final byte[] BODY = body(300_000, 1);

    @TempDir
    Path cache;

    private final AtomicLong arrived = new AtomicLong();

    private static byte[] body(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private HubModel fetch(URI endpoint, Optional<String> token) {
        return new Hub(new HubSettings(endpoint, token, cache, LONG), (_, done, _) -> arrived.set(done)).model(MODEL);
    }

    private HubModel fetch(HubServer server) {
        return fetch(server.address(), Optional.empty());
    }

    /** Answers for the weights; there is no config.json. */
    private static HubServer weights(HubServer.Answer answer) {
        return new HubServer(exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("config.json")) {
                HubServer.refuse(exchange, 404, "EntryNotFound");
            } else {
                answer.to(exchange);
            }
        });
    }

    private Path place(String file) {
        return cache.resolve("hub/timm/resnet18.a1_in1k/main").resolve(file);
    }

    @Test
    void downloadsOnceAndWorksOfflineAfterwards() throws Exception {
        HubModel first;
        URI address;
        try (HubServer server = weights(exchange -> HubServer.give(exchange, BODY, "\"a\""))) {
            address = server.address();
            first = fetch(server);
            assertThat(server.asked)
                    .extracting(HubServer.Asked::path)
                    .endsWith(WEIGHTS)
                    .hasSize(2);
        }
        assertThat(first.weights()).hasBinaryContent(BODY).isEqualTo(place("model.safetensors"));
        assertThat(first.configuration()).isEmpty();
        assertThat(place("model.safetensors.sha256")).hasContent(sha256(BODY));
        assertThat(fetch(address, Optional.empty())).isEqualTo(first);
        try (var left = Files.list(place("."))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.safetensors", "model.safetensors.sha256", "lock");
        }
    }

    @Test
    void takesTheConfigurationToo() throws IOException {
        try (HubServer server = new HubServer(exchange -> HubServer.give(
                exchange,
                exchange.getRequestURI().getPath().endsWith("json") ? "{}".getBytes(StandardCharsets.US_ASCII) : BODY,
                "\"a\""))) {
            assertThat(fetch(server).configuration().orElseThrow()).hasContent("{}");
        }
    }

    /** As the hub does for large files: it says the hash and points to another host, which must not learn the token. */
    @Test
    void followsRedirectsWithoutCarryingTheTokenAway() throws Exception {
        String hash = sha256(BODY);
        try (HubServer files = new HubServer(exchange -> HubServer.give(exchange, BODY, "\"cdn\""));
                HubServer server = weights(exchange -> {
                    exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + hash + "\"");
                    boolean moved = exchange.getRequestURI().getPath().equals(WEIGHTS);
                    exchange.getResponseHeaders()
                            .add("Location", moved ? "/renamed" + WEIGHTS : files.address() + "/blob?signature=x");
                    exchange.sendResponseHeaders(moved ? 307 : 302, -1);
                })) {
            assertThat(fetch(server.address(), Optional.of("secret")).weights()).hasBinaryContent(BODY);
            assertThat(server.askedFor("model.safetensors"))
                    .hasSize(2)
                    .allSatisfy(asked -> assertThat(asked.authorization()).contains("Bearer secret"));
            assertThat(files.asked)
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.authorization()).isEmpty());
        }
    }

    @Test
    void goesOnWhereADownloadBroke() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (HubServer server = weights(exchange -> {
            if (requests.getAndIncrement() == 0) {
                HubServer.breakOff(exchange, BODY, 100_000, "\"a\"", arrived);
            } else {
                HubServer.giveRange(exchange, BODY, "\"a\"");
            }
        })) {
            assertThat(fetch(server).weights()).hasBinaryContent(BODY);
            List<HubServer.Asked> asked = server.askedFor("model.safetensors");
            assertThat(asked).hasSize(2);
            assertThat(asked.get(0).range()).isEmpty();
            assertThat(asked.get(1).range()).contains("bytes=100000-");
            assertThat(asked.get(1).condition()).contains("\"a\"");
        }
    }

    @Test
    void keepsWhatCameForTheNextRun() throws IOException {
        try (HubServer server = weights(exchange -> HubServer.breakOff(exchange, BODY, 100_000, "\"a\"", arrived))) {
            assertThatThrownBy(() -> fetch(server))
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("the download broke off")
                    .hasMessageContaining("goes on from there");
            assertThat(server.askedFor("model.safetensors")).hasSize(3);
        }
        assertThat(place("model.safetensors")).doesNotExist();
        List<Long> progress = new ArrayList<>();
        try (HubServer server = weights(exchange -> HubServer.giveRange(exchange, BODY, "\"a\""))) {
            new Hub(new HubSettings(server.address(), Optional.empty(), cache, LONG), (file, done, total) -> {
                        assertThat(file).isEqualTo("model.safetensors");
                        assertThat(total).isEqualTo(BODY.length);
                        progress.add(done);
                    })
                    .model(MODEL);
            assertThat(server.askedFor("model.safetensors")).hasSize(1);
        }
        assertThat(place("model.safetensors")).hasBinaryContent(BODY);
        assertThat(progress).isSorted().last().isEqualTo((long) BODY.length);
        assertThat(progress.getFirst()).isGreaterThan(100_000);
    }

    /** Whether the server knows no ranges or has another file by now, the old bytes must not be mixed with the new ones. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void beginsAnewWhereTheRestIsNotToBeHad(boolean knowsRanges) throws IOException {
        byte[] newer = body(200_000, 2);
        AtomicInteger requests = new AtomicInteger();
        try (HubServer server = weights(exchange -> {
            if (requests.getAndIncrement() == 0) {
                HubServer.breakOff(exchange, BODY, 100_000, "\"a\"", arrived);
            } else if (knowsRanges) {
                HubServer.giveRange(exchange, newer, "\"b\"");
            } else {
                HubServer.give(exchange, newer, "\"b\"");
            }
        })) {
            assertThat(fetch(server).weights()).hasBinaryContent(newer);
        }
    }

    @Test
    void aSilentServerCountsAsBroken() throws IOException {
        // What is there is not asked for, so only the weights are waited for.
        Files.createDirectories(place("."));
        Files.writeString(place("config.json"), "{}");
        try (HubServer server = weights(exchange -> HubServer.fallSilent(exchange, BODY))) {
            HubSettings settings = new HubSettings(server.address(), Optional.empty(), cache, Duration.ofMillis(150));
            assertThatThrownBy(() -> new Hub(settings, DownloadListener.SILENT).model(MODEL))
                    .isInstanceOf(HubException.class)
                    .hasMessageStartingWith("model.safetensors of hf:timm/resnet18.a1_in1k: the download broke off");
            assertThat(server.askedFor("config.json")).isEmpty();
        }
    }

    @Test
    void refusesBytesThatAreNotTheHubs() {
        try (HubServer server = weights(exchange -> {
            exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + "0".repeat(64) + "\"");
            HubServer.give(exchange, BODY, "\"a\"");
        })) {
            assertThatThrownBy(() -> fetch(server))
                    .isInstanceOf(HubException.class)
                    .hasMessageStartingWith(
                            "model.safetensors of hf:timm/resnet18.a1_in1k came damaged: expected SHA-256 0000")
                    .hasMessageContaining("nothing of it was kept");
        }
        assertThat(place("model.safetensors")).doesNotExist();
        assertThat(place("model.safetensors.part")).doesNotExist();
    }

    @Test
    void refusesAnotherFileThanTheOneThatWasPinned() throws Exception {
        try (HubServer server = weights(exchange -> HubServer.give(exchange, BODY, "\"a\""))) {
            fetch(server);
        }
        Files.delete(place("model.safetensors"));
        byte[] newer = body(1000, 3);
        try (HubServer server = weights(exchange -> HubServer.give(exchange, newer, "\"b\""))) {
            String old = sha256(BODY);
            assertThatThrownBy(() -> fetch(server))
                    .hasMessageStartingWith(
                            "model.safetensors of hf:timm/resnet18.a1_in1k has changed on the hub: expected the pinned SHA-256 "
                                    + old)
                    .hasMessageContaining("delete " + place("model.safetensors.sha256") + " to accept the new one");
            Files.delete(place("model.safetensors.sha256"));
            assertThat(fetch(server).weights()).hasBinaryContent(newer);
        }
    }

    @Test
    void refusesAFileThatWasChangedInTheCache() throws IOException {
        try (HubServer server = weights(exchange -> HubServer.give(exchange, BODY, "\"a\""))) {
            fetch(server);
            Files.writeString(place("model.safetensors"), "other");
            assertThatThrownBy(() -> fetch(server)).hasMessageContaining("was changed after it was downloaded");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | RepoNotFound | set HF_TOKEN",
                "403 | GatedRepo | set HF_TOKEN",
                "404 | RepoNotFound | check owner, name and revision",
                "404 | RevisionNotFound | check owner, name and revision",
                "503 | Busy | try again later",
            })
    void refusalsAreOneLine(int status, String code, String advice) {
        try (HubServer server = new HubServer(exchange -> HubServer.refuse(exchange, status, code))) {
            assertThatThrownBy(() -> fetch(server))
                    .isInstanceOf(HubException.class)
                    .hasMessageContainingAll("hf:timm/resnet18.a1_in1k", "answered " + status + ", " + code, advice)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
    }

    @Test
    void aModelWithoutSafetensorsIsOneLine() {
        try (HubServer server = weights(exchange -> HubServer.refuse(exchange, 404, "EntryNotFound"))) {
            assertThatThrownBy(() -> fetch(server)).hasMessageContaining("the hub has no model.safetensors there");
        }
    }

    @Test
    void aHubThatIsNotThereIsOneLine() throws IOException {
        // A place that is taken and where nobody listens: nobody else can begin to.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI gone = URI.create("http://127.0.0.1:" + taken.getLocalPort());
            assertThatThrownBy(() -> fetch(gone, Optional.empty()))
                    .hasMessageContaining("cannot reach " + gone)
                    .hasMessageContaining("not in the cache " + cache);
        }
    }

    @Test
    void twoAtOnceDownloadOnce() {
        try (HubServer server = weights(exchange -> HubServer.give(exchange, BODY, "\"a\""))) {
            var both = List.of(
                    CompletableFuture.supplyAsync(() -> fetch(server)),
                    CompletableFuture.supplyAsync(() -> fetch(server)));
            assertThat(both)
                    .extracting(CompletableFuture::join)
                    .containsOnly(both.getFirst().join());
            assertThat(server.askedFor("model.safetensors")).hasSize(1);
        }
    }
}
