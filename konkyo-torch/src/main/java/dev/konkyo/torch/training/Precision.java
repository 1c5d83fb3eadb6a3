package dev.konkyo.torch.training;

/** The numbers that a training step computes in; parameters are always float32. */
public enum Precision {
    FP32,
    /** Convolutions and matrix products in bfloat16. */
    BF16
}
