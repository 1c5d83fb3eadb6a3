package dev.konkyo.torch;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.PoolingOp;
import dev.konkyo.torch.BackwardWalk.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Gathers on a backward walk what FullGrad calls biases (Srinivas and Fleuret 2019, "Full-Gradient Representation for Neural Network
 * Visualization", sections 3 and 3.1): the constant part of each operator's touching linear function, times the gradient at its result.
 */
final class ConstantParts implements BackwardWalk.Visitor {
    private final List<Tensor> maps = new ArrayList<>();
    private @Nullable Tensor elsewhere;

    @Override
    public List<@Nullable Tensor> visit(Visit visit) {
        // Of operators with several results none has a constant part.
        if (visit.results().size() == 1 && !linear(visit.node())) {
            Tensor result = visit.results().getFirst().detach();
            Tensor product = elementwise(visit.node()) ? visit.slope() : visit.linearPart();
            Tensor constant = product == null ? result : result.sub(product);
            add(constant.mul(visit.arriving().getFirst()));
        }
        return visit.derivative(visit.arriving());
    }

    /** Operators without a constant part anywhere: layouts, pools, and the rectifier that is linear on either side of zero. */
    private static boolean linear(Node node) {
        return switch (node.op()) {
            case LayoutOp _,
                    PoolingOp _,
                    ActivationOp.Relu _,
                    ActivationOp.LeakyRelu _,
                    ActivationOp.Dropout _,
                    ActivationOp.Identity _ -> true;
            default -> false;
        };
    }

    /** Functions of each element alone, of whose derivatives libtorch cannot differentiate all again. */
    private static boolean elementwise(Node node) {
        return switch (node.op()) {
            case ActivationOp.Softmax _, ActivationOp.LogSoftmax _ -> false;
            case ActivationOp _ -> true;
            default -> false;
        };
    }

    private void add(Tensor part) {
        if (part.dim() == 4 && part.size(2) * part.size(3) > 1) {
            maps.add(channels(part));
        } else {
            addElsewhere(part);
        }
    }

    /** The sum over channels, [N, h, w]. */
    static Tensor channels(Tensor part) {
        return part.sum(new long[] {1}, false, new ScalarTypeOptional());
    }

    private void addElsewhere(Tensor part) {
        long[] axes = LongStream.range(1, part.dim()).toArray();
        Tensor sum = axes.length == 0 ? part : part.sum(axes, false, new ScalarTypeOptional());
        elsewhere = elsewhere == null ? sum : elsewhere.add(sum);
    }

    /** [N, h, w] each. */
    List<Tensor> maps() {
        return maps;
    }

    /** [N], or one number for all photos; null if every part has a place. */
    @Nullable
    Tensor elsewhere() {
        return elsewhere;
    }
}
