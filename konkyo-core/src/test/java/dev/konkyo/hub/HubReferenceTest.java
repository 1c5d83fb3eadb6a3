package dev.konkyo.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubReferenceTest {
    @Test
    void readsOwnerNameAndRevision() {
        assertThat(HubReference.parse("hf:timm/resnet50.a1_in1k"))
                .isEqualTo(new HubReference("timm", "resnet50.a1_in1k", "main"))
                .hasToString("hf:timm/resnet50.a1_in1k");
        assertThat(HubReference.parse("hf:a/b@v1.0"))
                .isEqualTo(new HubReference("a", "b", "v1.0"))
                .hasToString("hf:a/b@v1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf:",
                "hf:a",
                "hf:a/b/c",
                "hf:../b",
                "hf:a/..",
                "hf:a/b@",
                "hf:a/b@../c",
                "hf:a/b?x=1",
                "hf:a /b"
            })
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> HubReference.parse(text))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("expected a model of the hub as hf:owner/name", "got '" + text + "'");
    }

    @Test
    void settingsComeFromTheEnvironment() {
        HubSettings usual = HubSettings.of(Map.of());
        assertThat(usual.endpoint()).hasToString("https://huggingface.co");
        assertThat(usual.token()).isEmpty();
        assertThat(usual.cache()).isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "konkyo"));
        assertThat(HubSettings.of(Map.of("XDG_CACHE_HOME", "/x")).cache()).isEqualTo(Path.of("/x/konkyo"));
        HubSettings own = HubSettings.of(Map.of(
                "KONKYO_CACHE", "/k", "XDG_CACHE_HOME", "/x", "HF_ENDPOINT", "http://mirror:8080/", "HF_TOKEN", "t"));
        assertThat(own.cache()).isEqualTo(Path.of("/k"));
        assertThat(own.endpoint()).hasToString("http://mirror:8080");
        assertThat(own.token()).contains("t");
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", "mirror")))
                .hasMessageContaining("HF_ENDPOINT", "got 'mirror'");
    }
}
