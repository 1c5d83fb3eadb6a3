package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.evidence.Cam;
import dev.konkyo.evidence.EvidenceCalibration;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.GradCam;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceLayer.Head;
import dev.konkyo.model.Model;
import dev.konkyo.torch.TorchClassifier;

/** Gives a finished model the scale of its evidence, measured on the validation photos; without any the card keeps none. */
final class EvidenceScaling {
    private EvidenceScaling() {}

    static Model scaled(Model model, Iterable<Batch> held, TrainingListener listener) {
        String layer = model.card().evidenceLayer();
        if (layer == null) {
            return model;
        }
        try (TorchClassifier classifier = new TorchClassifier(model)) {
            Head head = EvidenceLayer.of(model.graph()).head();
            EvidenceMethod method =
                    head instanceof Head.Other ? new GradCam(classifier, layer) : new Cam(classifier, layer);
            EvidenceCalibration calibration = calibrated(method, model, held);
            calibration.noFloor().ifPresent(listener::note);
            return calibration
                    .on(model.card())
                    .map(card -> new Model(model.graph(), model.weights(), card))
                    .orElse(model);
        }
    }

    private static EvidenceCalibration calibrated(EvidenceMethod method, Model model, Iterable<Batch> held) {
        EvidenceCalibration calibration =
                new EvidenceCalibration(method, model.card().labels().size());
        for (Batch batch : held) {
            for (int i = 0; i < batch.size(); i++) {
                calibration.add(model.card().input(batch.inputs().planes(i)), batch.labels()[i]);
            }
        }
        return calibration;
    }
}
