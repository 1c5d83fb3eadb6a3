package dev.konkyo.torch;

import dev.konkyo.graph.Node;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that some values need, compiled for one set of input shapes; running it changes nothing in it.
 *
 * @param slots the place of every value by name
 * @param standing parameters and constants at their places; null where a run puts what it is given or makes
 * @param folded the memory that constants among the standing tensors are views of, kept reachable
 * @param before steps that gradients do not reach, because they do not depend on the leaf
 * @param after all other steps
 */
@SuppressWarnings("ArrayRecordComponent") // plans and steps are never compared
record ExecutionPlan(
        Key key,
        Map<String, Integer> slots,
        @Nullable Tensor[] standing,
        List<TensorData> folded,
        List<Step> before,
        List<Step> after) {
    /**
     * What a plan is made for.
     *
     * @param leaf the value at which differentiation begins; null where the caller's mode decides
     */
    record Key(
            Map<String, Shape> inputs,
            Set<String> wanted,
            @Nullable String leaf) {}

    /** One node with the places of its inputs (-1 where left out) and outputs, and the places that nothing needs after it. */
    record Step(Node node, Signature signature, Kernel kernel, int[] inputs, int[] outputs, int[] released) {
        private void run(@Nullable Tensor[] values, Mode mode) {
            try (TensorScope scope = new TensorScope()) {
                @Nullable Tensor[] in = new Tensor[inputs.length];
                for (int i = 0; i < inputs.length; i++) {
                    in[i] = inputs[i] < 0 ? null : values[inputs[i]];
                }
                List<Tensor> results = kernel.run(new Arguments(in, mode));
                for (int i = 0; i < outputs.length; i++) {
                    values[outputs[i]] = scope.keep(results.get(i));
                }
            } catch (TorchException e) {
                throw e;
            } catch (RuntimeException e) {
                throw TorchException.of(description(), e);
            }
            for (int slot : released) {
                Tensor done = values[slot];
                if (done != null) {
                    done.close();
                    values[slot] = null;
                }
            }
        }

        private String description() {
            String shapes = IntStream.range(0, signature.in().count())
                    .filter(signature::has)
                    .mapToObj(i -> signature.in().at(i).shape().toString())
                    .collect(Collectors.joining(", "));
            return "node '" + node.name() + "' (" + node.op().type() + ") of " + shapes;
        }
    }

    /** The wanted values (and the leaf), owned by the scope that is open around the call. */
    Map<String, Tensor> run(Map<String, Tensor> inputs, Mode mode) {
        try (TensorScope scope = new TensorScope()) {
            @Nullable Tensor[] values = standing.clone();
            inputs.forEach((name, tensor) -> values[slot(name)] = channelsLast(tensor));
            String leaf = key.leaf();
            if (leaf != null) {
                TorchEngine.noGrad(() -> before.forEach(step -> step.run(values, mode)));
                Tensor start = at(values, leaf).detach();
                start.set_requires_grad(true);
                values[slot(leaf)] = start;
            }
            after.forEach(step -> step.run(values, mode));
            Map<String, Tensor> results = new LinkedHashMap<>();
            List<String> names = new ArrayList<>(key.wanted());
            if (leaf != null) {
                names.add(leaf);
            }
            names.forEach(name -> results.computeIfAbsent(name, _ -> scope.keep(new Tensor(at(values, name)))));
            return results;
        }
    }

    private int slot(String name) {
        Integer slot = slots.get(name);
        if (slot == null) {
            throw new TorchException("the graph has no value '" + name + "'");
        }
        return slot;
    }

    private Tensor at(@Nullable Tensor[] values, String name) {
        Tensor tensor = values[slot(name)];
        if (tensor == null) {
            throw new TorchException("the graph did not compute '" + name + "'");
        }
        return tensor;
    }

    private static Tensor channelsLast(Tensor tensor) {
        return tensor.dim() == 4 ? tensor.contiguous(MemoryFormat.ChannelsLast) : tensor;
    }
}
