package dev.konkyo.app.cli;

import dev.konkyo.evidence.Needs;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeEvidenceClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;

/** Chooses what runs a model: ONNX Runtime where scores and features are enough, libtorch where gradients are needed. */
final class Engines {
    private Engines() {}

    static Classifier open(Model model, Needs needs, int threads) {
        return switch (needs) {
            case SCORES ->
                EvidenceOutputs.in(model.graph())
                        ? new RuntimeEvidenceClassifier(model, RuntimeOptions.sharing(threads))
                        : new RuntimeClassifier(model, RuntimeOptions.sharing(threads));
            case FEATURES -> new RuntimeClassifier(model, RuntimeOptions.sharing(threads));
            case GRADIENTS -> {
                TorchEngine.threads(threads);
                yield new TorchClassifier(model);
            }
        };
    }
}
