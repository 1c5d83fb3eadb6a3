package dev.konkyo.torch;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.ConvolutionOp;
import dev.konkyo.graph.ElementwiseOp;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.PoolingOp;
import dev.konkyo.graph.ReductionOp;
import dev.konkyo.graph.ResamplingOp;
import dev.konkyo.model.BackwardRule;
import dev.konkyo.torch.BackwardWalk.Visit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** What the backward rules do at each operator. */
final class RelevanceRules {
    private RelevanceRules() {}

    static List<@Nullable Tensor> apply(BackwardRule rule, Visit visit) {
        return switch (rule) {
            case BackwardRule.Guided _ -> guided(visit);
            case BackwardRule.Epsilon(float epsilon) -> epsilon(visit, epsilon);
        };
    }

    /** A rectifier's derivative is applied to the positive part of what arrives. */
    private static List<@Nullable Tensor> guided(Visit visit) {
        boolean rectifies = switch (visit.node().op()) {
            case ActivationOp.Relu _,
                    ActivationOp.Clip _,
                    ActivationOp.LeakyRelu _,
                    ActivationOp.PRelu _,
                    ActivationOp.Elu _,
                    ActivationOp.Gelu _,
                    ActivationOp.HardSwish _ -> true;
            default -> false;
        };
        return visit.derivative(
                rectifies ? visit.arriving().stream().map(torch::relu).toList() : visit.arriving());
    }

    /**
     * What arrives is relevance / value. A sum z hands on its derivative times z / (z + epsilon sign z); a function of one value hands on all
     * of its relevance, and so y / x; of a product only the signal gets relevance, its gate none, and of a quotient the dividend.
     */
    private static List<@Nullable Tensor> epsilon(Visit visit, float epsilon) {
        return switch (visit.node().op()) {
            case ConvolutionOp _,
                    LinearOp _,
                    NormalizationOp.BatchNormalization _,
                    PoolingOp.AveragePool _,
                    PoolingOp.GlobalAveragePool _,
                    ReductionOp.ReduceMean _,
                    ReductionOp.ReduceSum _,
                    ResamplingOp _,
                    ElementwiseOp.Add _,
                    ElementwiseOp.Sub _ -> visit.derivative(stabilised(visit, epsilon));
            case ActivationOp.Softmax _, ActivationOp.LogSoftmax _ -> visit.derivative(visit.arriving());
            case ActivationOp _ -> passed(visit);
            case ElementwiseOp.Mul _ when visit.leaves().size() == 2 -> only(visit, signal(visit));
            case ElementwiseOp.Div _ when visit.leaves().size() == 2 -> only(visit, 0);
            default -> visit.derivative(visit.arriving());
        };
    }

    private static List<Tensor> stabilised(Visit visit, float epsilon) {
        Tensor z = visit.results().getFirst().detach();
        Tensor size = z.abs();
        return List.of(visit.arriving().getFirst().mul(size.div(size.add(new Scalar((double) epsilon)))));
    }

    private static List<@Nullable Tensor> passed(Visit visit) {
        Tensor x = visit.leaves().getFirst().detach();
        Tensor y = visit.results().getFirst().detach();
        Tensor zero = torch.zeros_like(x);
        Tensor ratio = torch.where(x.eq(new Scalar(0)), zero, y.div(x));
        List<@Nullable Tensor> handed =
                new ArrayList<>(Arrays.asList(new Tensor[visit.leaves().size()]));
        handed.set(0, visit.arriving().getFirst().mul(ratio));
        return handed;
    }

    /** The factor that is no gate: a gate has fewer elements, or a value in [0, 1] everywhere. */
    private static int signal(Visit visit) {
        Tensor first = visit.leaves().get(0);
        Tensor second = visit.leaves().get(1);
        if (first.numel() != second.numel()) {
            return first.numel() > second.numel() ? 0 : 1;
        }
        return within(first) && !within(second) ? 1 : 0;
    }

    private static boolean within(Tensor factor) {
        Tensor values = factor.detach();
        return values.min().item_float() >= 0 && values.max().item_float() <= 1;
    }

    private static List<@Nullable Tensor> only(Visit visit, int leaf) {
        List<@Nullable Tensor> derivative = visit.derivative(visit.arriving());
        List<@Nullable Tensor> handed =
                new ArrayList<>(Arrays.asList(new Tensor[visit.leaves().size()]));
        handed.set(leaf, derivative.get(leaf));
        return handed;
    }
}
