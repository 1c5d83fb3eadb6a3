package dev.konkyo.torch;

import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Settings of libtorch that hold for the whole process or for the current thread. */
public final class TorchEngine {
    static {
        threads(Runtime.getRuntime().availableProcessors());
    }

    private TorchEngine() {}

    /** Loads libtorch if that has not happened yet. */
    static void start() {}

    /**
     * Threads that one operator may use, for the whole process.
     *
     * @throws TorchException if there is not at least one
     */
    public static synchronized void threads(int count) {
        if (count < 1) {
            throw new TorchException("expected at least 1 thread, got " + count);
        }
        torch.set_num_threads(count);
        // OpenBLAS keeps a pool of its own, whose spinning threads slow libtorch's down by an order of magnitude.
        openblas.blas_set_num_threads(1);
    }

    /** Threads that one operator may use. */
    public static int threads() {
        return torch.get_num_threads();
    }

    /** Seeds libtorch's own random numbers, which dropout draws. */
    public static void seed(long seed) {
        torch.manual_seed(seed);
    }

    /** Computes without recording what gradients would need. */
    public static <T> T noGrad(Supplier<T> work) {
        return withGradients(false, work);
    }

    /** Works without recording what gradients would need. */
    public static void noGrad(Runnable work) {
        withGradients(false, asSupplier(work));
    }

    /** Computes while recording what gradients need, whatever surrounds the call. */
    public static <T> T enableGrad(Supplier<T> work) {
        return withGradients(true, work);
    }

    private static <T> T withGradients(boolean enabled, Supplier<T> work) {
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(enabled);
        try {
            return work.get();
        } finally {
            GradMode.set_enabled(before);
        }
    }

    /** Computes convolutions and matrix products in bfloat16. */
    public static <T> T autocastBf16(Supplier<T> work) {
        torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
        boolean before = torch.is_autocast_enabled(DeviceType.CPU);
        torch.set_autocast_enabled(DeviceType.CPU, true);
        torch.increment_nesting();
        try {
            return work.get();
        } finally {
            if (torch.decrement_nesting() == 0) {
                torch.clear_cache();
            }
            torch.set_autocast_enabled(DeviceType.CPU, before);
        }
    }

    /** Works with convolutions and matrix products in bfloat16. */
    public static void autocastBf16(Runnable work) {
        autocastBf16(asSupplier(work));
    }

    private static Supplier<Boolean> asSupplier(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }
}
