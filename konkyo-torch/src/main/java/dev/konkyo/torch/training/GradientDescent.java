package dev.konkyo.torch.training;

import dev.konkyo.graph.Parameter;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.TorchParameter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The engine's optimiser over a network's parameters in groups: by rate, decayed and not. Owned until closed. */
final class GradientDescent implements AutoCloseable {
    private final Optimizer optimizer;
    private final List<Double> factors = new ArrayList<>();
    private final List<Tensor> parameters = new ArrayList<>();

    /**
     * Groups the parameters by rate and decay.
     *
     * @param factor of a parameter's learning rate; those with 0 are left out and never change
     */
    GradientDescent(Optimization optimization, TorchNetwork network, ToDoubleFunction<String> factor) {
        Map<Kind, List<Tensor>> kinds = new TreeMap<>();
        network.parameters().stream()
                .filter(parameter -> parameter.role() == Parameter.Role.TRAINED)
                .forEach(parameter -> kinds.computeIfAbsent(
                                new Kind(factor.applyAsDouble(parameter.name()), isDecayed(parameter)),
                                _ -> new ArrayList<>())
                        .add(parameter.tensor()));
        kinds.keySet().removeIf(kind -> kind.factor == 0);
        if (kinds.isEmpty()) {
            throw new TrainingException("every parameter is frozen: nothing can learn; freeze less of the network");
        }
        List<Group> groups = new ArrayList<>();
        kinds.forEach((kind, tensors) -> {
            parameters.addAll(tensors);
            groups.add(new Group(tensors, kind.decayed ? optimization.weightDecay() : 0));
            factors.add(kind.factor);
        });
        try (TensorScope scope = new TensorScope()) {
            optimizer = scope.release(optimizer(optimization, groups.getFirst()));
            for (Group group : groups.subList(1, groups.size())) {
                optimizer.add_param_group(new OptimizerParamGroup(group.vector(), options(optimization, group.decay)));
            }
        }
    }

    /** What the parameters of a group have in common; the fastest come first, the order that a saved state relies on. */
    private record Kind(double factor, boolean decayed) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int faster = Double.compare(other.factor, factor);
            return faster != 0 ? faster : Boolean.compare(other.decayed, decayed);
        }
    }

    private record Group(List<Tensor> tensors, double decay) {
        TensorVector vector() {
            return new TensorVector(tensors.toArray(Tensor[]::new));
        }
    }

    private static boolean isDecayed(TorchParameter parameter) {
        return parameter.tensor().dim() >= 2;
    }

    private static Optimizer optimizer(Optimization optimization, Group first) {
        return switch (optimization) {
            case Optimization.Sgd sgd -> new SGD(first.vector(), sgdOptions(sgd, first.decay));
            case Optimization.AdamW adam -> new AdamW(first.vector(), adamOptions(adam, first.decay));
        };
    }

    private static OptimizerOptions options(Optimization optimization, double decay) {
        return switch (optimization) {
            case Optimization.Sgd sgd -> sgdOptions(sgd, decay);
            case Optimization.AdamW adam -> adamOptions(adam, decay);
        };
    }

    private static SGDOptions sgdOptions(Optimization.Sgd sgd, double decay) {
        SGDOptions options = new SGDOptions(sgd.rate());
        options.momentum().put(sgd.momentum());
        options.nesterov().put(true);
        options.weight_decay().put(decay);
        return options;
    }

    private static AdamWOptions adamOptions(Optimization.AdamW adam, double decay) {
        AdamWOptions options = new AdamWOptions(adam.rate());
        options.weight_decay().put(decay);
        return options;
    }

    /** Sets the head's learning rate; the others follow by their factors. */
    void rate(double rate) {
        try (TensorScope _ = new TensorScope()) {
            var groups = optimizer.param_groups();
            for (int i = 0; i < factors.size(); i++) {
                groups.get(i).options().set_lr(rate * factors.get(i));
            }
        }
    }

    void zeroGradients() {
        optimizer.zero_grad();
    }

    /**
     * Shortens the gradient of all parameters together to a longest Euclidean norm (Pascanu et al. 2013, algorithm 1).
     *
     * @return its norm before; not finite if the gradient is not, which is then left as it is
     */
    double clip(double longest) {
        try (TensorScope _ = new TensorScope()) {
            return TorchEngine.noGrad(() -> {
                List<Tensor> gradients = parameters.stream()
                        .map(parameter -> new Tensor(parameter.grad()))
                        .filter(Tensor::defined)
                        .toList();
                Tensor[] norms = gradients.stream().map(Tensor::norm).toArray(Tensor[]::new);
                double norm = norms.length == 0
                        ? 0
                        : torch.stack(new TensorVector(norms)).norm().item_double();
                if (Double.isFinite(norm) && norm > longest) {
                    Scalar factor = new Scalar(longest / norm);
                    gradients.forEach(gradient -> gradient.mul_(factor));
                }
                return norm;
            });
        }
    }

    /** Changes the parameters that have gradients. */
    void step() {
        try (TensorScope _ = new TensorScope()) {
            optimizer.step();
        }
    }

    /**
     * Writes momentum and moments in libtorch's own archive format.
     *
     * @throws IOException if the stream refuses a byte
     * @throws TrainingException if the engine cannot make the archive
     */
    void save(OutputStream out) throws IOException {
        try (TensorScope _ = new TensorScope();
                ArchiveSink sink = new ArchiveSink(out)) {
            OutputArchive archive = new OutputArchive();
            optimizer.save(archive);
            archive.save_to(sink);
            sink.finish();
        } catch (RuntimeException e) {
            throw new TrainingException("cannot write the optimiser's state: " + reason(e), e);
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws TrainingException if the file cannot be read
     */
    void load(Path file) {
        try (TensorScope _ = new TensorScope()) {
            InputArchive archive = new InputArchive();
            archive.load_from(file.toString());
            optimizer.load(archive);
        } catch (RuntimeException e) {
            throw new TrainingException("cannot read the optimiser's state from " + file + ": " + reason(e), e);
        }
    }

    /** The engine's messages carry a backtrace after their first line. */
    private static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
