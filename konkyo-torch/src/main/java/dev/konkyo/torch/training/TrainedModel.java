package dev.konkyo.torch.training;

import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.Cut;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.model.Model;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The model of one epoch, as it is handed to users: without auxiliary heads, with its provenance. */
record TrainedModel(TrainingStart start, RunRecord record, EpochResult epoch) {
    Model of(Weights weights) {
        Graph whole = start.network().graph();
        // Further outputs beside an embedding are auxiliary heads, which only training uses.
        Graph graph = CosineHead.in(whole)
                ? Cut.pruned(whole)
                : Cut.upTo(whole, whole.outputs().getFirst());
        Map<String, TensorData> kept = new LinkedHashMap<>(weights.asMap());
        kept.keySet().retainAll(graph.parameters().keySet());
        return new Model(graph, Weights.of(kept), start.card().withProvenance(provenance()));
    }

    private Map<String, String> provenance() {
        Map<String, String> facts = new TreeMap<>(start.card().provenance());
        facts.put("epoch", String.valueOf(epoch.epoch()));
        facts.put("seed", String.valueOf(record.plan().seed()));
        Division division = record.plan().division();
        if (division.folds() == 0) {
            facts.put("validationShare", String.valueOf(division.validation()));
        }
        facts.put("dataHash", record.dataHash());
        facts.put("trainingPhotos", String.valueOf(record.photos("training")));
        facts.put("trained", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        TeachingRecord teaching = record.teaching();
        if (teaching != null) {
            facts.put("teachers", String.join(" ", teaching.teachers()));
            facts.put("temperature", String.valueOf(teaching.temperature()));
            facts.put("softWeight", String.valueOf(teaching.softWeight()));
            facts.put("unlabelledPhotos", String.valueOf(teaching.unlabelled()));
        }
        if (!Double.isNaN(epoch.validationAccuracy())) {
            facts.put(KeptModel.ACCURACY, String.valueOf(epoch.validationAccuracy()));
            facts.put(KeptModel.LOSS, String.valueOf(epoch.validationLoss()));
        }
        return facts;
    }
}
