package dev.konkyo.app.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/** The defects that a part can have. */
public enum DefectKind {
    SCRATCH(Scratch::sample),
    DENT(Dent::sample),
    CHIP(Chip::sample),
    RUST(Rust::sample),
    FIBRE(Fibre::sample);

    static final List<DefectKind> KINDS = List.of(values());

    // The samplers are static methods, which hold nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Sampler sampler;

    DefectKind(Sampler sampler) {
        this.sampler = sampler;
    }

    Alteration sample(RandomGenerator random, Scene scene, double severity) {
        return sampler.sample(random, scene, severity);
    }

    @FunctionalInterface
    private interface Sampler {
        Alteration sample(RandomGenerator random, Scene scene, double severity);
    }
}
