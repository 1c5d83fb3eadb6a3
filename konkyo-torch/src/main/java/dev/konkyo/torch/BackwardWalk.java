package dev.konkyo.torch;

import dev.konkyo.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Walks a graph backwards node by node and repeats each on detached inputs, so that a visitor can replace the derivative or look at what
 * every operator adds. A node costs one more forward pass than in an ordinary backward pass.
 *
 * <p>Belongs to the scope that is open around it.
 */
final class BackwardWalk {
    private final ExecutionPlan plan;
    private final Map<String, Tensor> values;
    private final Set<String> active;
    private final Map<String, Tensor> upstream = new HashMap<>();

    /**
     * What happens at a node.
     *
     * @see Visit
     */
    @FunctionalInterface
    interface Visitor {
        /**
         * What the node hands on.
         *
         * @return for each of the visit's leaves what arrives at it; null for none
         */
        List<@Nullable Tensor> visit(Visit visit);
    }

    /**
     * One node, repeated.
     *
     * @param leaves its inputs that depend on the start, detached, recording gradients
     * @param names of the leaves
     * @param results those outputs that something arrives at
     * @param arriving at each of these
     */
    record Visit(Node node, List<Tensor> leaves, List<String> names, List<Tensor> results, List<Tensor> arriving) {
        /** The derivative's way of handing on what arrives. */
        List<@Nullable Tensor> derivative(List<Tensor> given) {
            return products(results, leaves, given);
        }

        /** The derivative times the leaves: what the touching linear function makes of them, for the first result. */
        @Nullable
        Tensor linearPart() {
            // The transposed product is linear in its argument, so the argument's derivative is the product itself.
            Tensor argument = torch.zeros_like(results.getFirst());
            argument.set_requires_grad(true);
            TensorVector transposed = torch.grad(
                    new TensorVector(results.getFirst()),
                    vector(leaves),
                    new TensorVector(argument),
                    new BoolOptional(true),
                    true,
                    true);
            List<Tensor> reached = new ArrayList<>();
            List<Tensor> at = new ArrayList<>();
            for (int i = 0; i < leaves.size(); i++) {
                Tensor product = new Tensor(transposed.get(i));
                if (product.defined() && product.requires_grad()) {
                    reached.add(product);
                    at.add(leaves.get(i).detach());
                }
            }
            return reached.isEmpty()
                    ? null
                    : products(reached, List.of(argument), at).getFirst();
        }

        /** The same for a function of each element of the first leaf alone. */
        @Nullable
        Tensor slope() {
            Tensor derivative =
                    derivative(List.of(torch.ones_like(results.getFirst()))).getFirst();
            return derivative == null ? null : derivative.mul(leaves.getFirst().detach());
        }

        private static List<@Nullable Tensor> products(List<Tensor> of, List<Tensor> by, List<Tensor> given) {
            TensorVector gradients =
                    torch.grad(vector(of), vector(by), vector(given), new BoolOptional(true), false, true);
            List<@Nullable Tensor> products = new ArrayList<>();
            for (int i = 0; i < by.size(); i++) {
                Tensor gradient = new Tensor(gradients.get(i));
                products.add(gradient.defined() ? gradient.detach() : null);
            }
            return products;
        }

        private static TensorVector vector(List<Tensor> tensors) {
            return new TensorVector(tensors.toArray(Tensor[]::new));
        }
    }

    /**
     * A walk from a result to a start.
     *
     * @param plan that computes every value
     * @param values what it computed
     * @param start where the walk ends
     */
    BackwardWalk(ExecutionPlan plan, Map<String, Tensor> values, String start) {
        this.plan = plan;
        this.values = values;
        active = new HashSet<>(Set.of(start));
        for (ExecutionPlan.Step step : plan.after()) {
            boolean depends = step.node().inputs().stream().anyMatch(active::contains);
            step.node().outputs().stream()
                    .filter(output -> depends && differentiable(output))
                    .forEach(active::add);
        }
    }

    private boolean differentiable(String name) {
        Tensor value = values.get(name);
        return value != null && Tensors.elementType(value).floating();
    }

    /** What arrives at the start if this arrives at the result; null if nothing does. */
    @Nullable
    Tensor run(String result, Tensor arriving, String start, Visitor visitor) {
        upstream.put(result, arriving);
        for (ExecutionPlan.Step step : plan.after().reversed()) {
            if (step.node().outputs().stream().anyMatch(upstream::containsKey)
                    && step.node().inputs().stream().anyMatch(active::contains)) {
                visit(step, visitor);
            }
        }
        return upstream.get(start);
    }

    private void visit(ExecutionPlan.Step step, Visitor visitor) {
        try {
            Visit visit = TorchEngine.enableGrad(() -> repeat(step));
            List<@Nullable Tensor> handed = TorchEngine.enableGrad(() -> visitor.visit(visit));
            step.node().outputs().forEach(upstream::remove);
            for (int i = 0; i < handed.size(); i++) {
                Tensor part = handed.get(i);
                if (part != null) {
                    upstream.merge(visit.names().get(i), part, Tensor::add);
                }
            }
        } catch (TorchException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchException.of(
                    "node '" + step.node().name() + "' (" + step.node().op().type() + "), backwards", e);
        }
    }

    private Visit repeat(ExecutionPlan.Step step) {
        List<Tensor> leaves = new ArrayList<>();
        List<String> names = new ArrayList<>();
        @Nullable Tensor[] in = new Tensor[step.inputs().length];
        for (int i = 0; i < in.length; i++) {
            String name = step.node().inputs().get(i);
            in[i] = name.isEmpty() ? null : values.getOrDefault(name, plan.standing()[step.inputs()[i]]);
            if (active.contains(name) && in[i] != null) {
                Tensor leaf = in[i].detach();
                leaf.set_requires_grad(true);
                in[i] = leaf;
                leaves.add(leaf);
                names.add(name);
            }
        }
        List<Tensor> made = step.kernel().run(new Arguments(in, Mode.EVALUATION));
        List<Tensor> results = new ArrayList<>();
        List<Tensor> arriving = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            Tensor given = upstream.get(step.node().outputs().get(i));
            if (given != null) {
                results.add(made.get(i));
                arriving.add(given);
            }
        }
        return new Visit(step.node(), leaves, names, results, arriving);
    }
}
