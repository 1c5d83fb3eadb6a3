package dev.konkyo.torch.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.dataset.DatasetHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code plan.json} holds of a {@link Teaching}.
 *
 * @param teachers SHA-256 of their files
 * @param files the teachers' names, which may change
 * @param unlabelled how many photos without labels there are
 * @param unlabelledHash see {@link DatasetHash}; null without such photos
 */
record TeachingRecord(
        double temperature,
        double softWeight,
        List<String> teachers,
        List<String> files,
        int unlabelled,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unlabelledHash) {
    static @Nullable TeachingRecord of(Teaching teaching) {
        return teaching.teachers().isEmpty()
                ? null
                : new TeachingRecord(
                        teaching.temperature(),
                        teaching.softWeight(),
                        teaching.teachers().stream().map(Teacher::sha256).toList(),
                        teaching.teachers().stream().map(Teacher::name).toList(),
                        teaching.unlabelled().map(data -> data.samples().size()).orElse(0),
                        teaching.unlabelled().map(DatasetHash::of).orElse(null));
    }
}
