package dev.konkyo.bench;

import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.network.Networks;
import dev.konkyo.torch.training.Computation;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.PrecisionProbe;
import dev.konkyo.torch.training.StartingPoint;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import java.util.List;
import java.util.Locale;

/**
 * What {@code train --precision auto} measures before it decides: a training step in float32 and in bfloat16, in turn. Arguments: networks, input
 * sizes, batch, engine threads, rounds; by default mobilenet_v2,resnet50 96,224 32 2 3.
 */
public final class TrainingPrecision {
    private TrainingPrecision() {}

    public static void main(String[] arguments) {
        String[] networks = text(arguments, 0, "mobilenet_v2,resnet50").split(",", -1);
        String[] sizes = text(arguments, 1, "96,224").split(",", -1);
        int batch = Integer.parseInt(text(arguments, 2, "32"));
        int threads = Integer.parseInt(text(arguments, 3, "2"));
        int rounds = Integer.parseInt(text(arguments, 4, "3"));
        TrainingPlan plan = TrainingPlan.standard(1)
                .with(Course.of(1, batch))
                .with(Computation.standard().withThreads(threads));
        for (String network : networks) {
            for (String size : sizes) {
                System.out.printf("%s at %s x %s, batch %d, %d threads%n", network, size, size, batch, threads);
                measure(plan, start(network, Integer.parseInt(size)), rounds);
            }
        }
    }

    private static String text(String[] arguments, int index, String missing) {
        return arguments.length > index ? arguments[index] : missing;
    }

    private static TrainingStart start(String network, int size) {
        return new StartingPoint.Scratch(Networks.named(network), PaddingStyle.SYMMETRIC)
                .prepare(List.of("a", "b"), Preprocessing.stretched(size, size), 1)
                .start();
    }

    private static void measure(TrainingPlan plan, TrainingStart start, int rounds) {
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            PrecisionProbe probe = PrecisionProbe.measure(plan, start);
            ratios[round] = probe.bf16() / probe.fp32();
            System.out.printf(
                    Locale.ROOT,
                    "  a step takes %.0f ms in fp32 and %.0f ms in bf16, ratio %.2f: %s%n",
                    1000 * probe.fp32(),
                    1000 * probe.bf16(),
                    ratios[round],
                    probe.better());
        }
        System.out.printf(Locale.ROOT, "  median ratio %.2f of %d rounds%n", Rounds.median(ratios), rounds);
    }
}
