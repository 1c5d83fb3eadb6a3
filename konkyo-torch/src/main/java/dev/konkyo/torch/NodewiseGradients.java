package dev.konkyo.torch;

import dev.konkyo.graph.Cut;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.BackwardRule;
import dev.konkyo.model.DifferentiableClassifier.Contributions;
import dev.konkyo.model.DifferentiableClassifier.Gradients;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Questions that a walk over a network's nodes answers. */
record NodewiseGradients(TorchNetwork network, String output) {
    /** What arrives at the layer when every operator follows the rule. */
    Gradients under(BackwardRule rule, Map<String, Tensor> inputs, String layer, UnaryOperator<TensorData> score) {
        Pass pass = pass(inputs, layer, score);
        Tensor start = pass.value(layer);
        Tensor arrived = new BackwardWalk(pass.plan, pass.values, layer)
                .run(output, pass.weights, layer, visit -> RelevanceRules.apply(rule, visit));
        Tensor gradient = arrived == null ? torch.zeros_like(start) : arrived;
        return new Gradients(pass.logits, Tensors.data(start), Tensors.data(gradient));
    }

    /** The score's parts. */
    Contributions contributions(Map<String, Tensor> inputs, UnaryOperator<TensorData> score) {
        String image = network.graph().input().name();
        Pass pass = pass(inputs, image, score);
        ConstantParts parts = new ConstantParts();
        Tensor photo = pass.value(image);
        Tensor arrived = new BackwardWalk(pass.plan, pass.values, image).run(output, pass.weights, image, parts);
        Tensor own = arrived == null ? torch.zeros_like(photo) : arrived.mul(photo);
        List<TensorData> maps = new ArrayList<>(List.of(Tensors.data(ConstantParts.channels(own))));
        parts.maps().forEach(map -> maps.add(Tensors.data(map)));
        return new Contributions(pass.logits, maps, elsewhere(parts.elsewhere(), (int) photo.size(0)));
    }

    private static TensorData elsewhere(@Nullable Tensor sums, int photos) {
        return sums == null
                ? TensorData.ofFloats(Shape.of(photos), new float[photos])
                : Tensors.data(sums.expand(new long[] {photos}));
    }

    private record Pass(ExecutionPlan plan, Map<String, Tensor> values, TensorData logits, Tensor weights) {
        Tensor value(String name) {
            return TorchNetwork.value(values, name);
        }
    }

    /** Every value between the start and the scores. */
    private Pass pass(Map<String, Tensor> inputs, String start, UnaryOperator<TensorData> score) {
        Graph needed = Cut.upTo(network.graph(), output);
        Set<String> wanted =
                new LinkedHashSet<>(List.of(output, start, needed.input().name()));
        needed.nodes()
                .forEach(node ->
                        node.outputs().stream().filter(name -> !name.isEmpty()).forEach(wanted::add));
        ExecutionPlan plan = network.plan(inputs, wanted, null);
        Map<String, Tensor> values = TorchEngine.noGrad(() -> plan.run(inputs, Mode.EVALUATION));
        TensorData logits = Tensors.data(TorchNetwork.value(values, output));
        Tensor weights = Tensors.copyOf(TorchClassifier.checked(score.apply(logits), logits));
        return new Pass(plan, values, logits, weights);
    }
}
