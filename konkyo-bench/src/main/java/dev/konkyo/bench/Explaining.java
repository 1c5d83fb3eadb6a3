package dev.konkyo.bench;

import dev.konkyo.evidence.Cam;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.GradCam;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One photo of 224 × 224, one thread: the decision alone, with CAM beside it, and Grad-CAM through the head. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Explaining {
    @Param({"mobilenet_v2", "squeezenet1_1", "resnet50"})
    private String network = "";

    @SuppressWarnings("NullAway.Init") // JMH calls open() first
    private RuntimeClassifier runtime;

    @SuppressWarnings("NullAway.Init") // JMH calls open() first
    private TorchClassifier torch;

    private String layer = "";
    private TensorData photo = TensorData.scalar(0);

    /** Opens both engines with the same random weights. */
    @Setup(Level.Trial)
    public void open() {
        Network chosen = Networks.named(network);
        Graph graph = chosen.build(NetworkShape.of(10, 224));
        Model model = new Model(
                graph,
                chosen.initialization().weights(graph, new Random(1)),
                ModelCard.of(
                        network,
                        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                        Preprocessing.imageNet(224, 224)));
        layer = EvidenceLayer.of(graph).value();
        TorchEngine.threads(1);
        runtime = new RuntimeClassifier(model, RuntimeOptions.sharing(1));
        torch = new TorchClassifier(model);
        photo = TensorData.allocate(ElementType.FLOAT32, Shape.of(1, 3, 224, 224));
    }

    /** Gives the engines' memory back. */
    @TearDown(Level.Trial)
    public void close() {
        runtime.close();
        torch.close();
    }

    /** Scores from ONNX Runtime. */
    @Benchmark
    public TensorData decision() {
        return runtime.logits(photo);
    }

    /** Scores and CAM from ONNX Runtime. */
    @Benchmark
    public Evidence cam() {
        return new Cam(runtime, layer).explain(photo, new Target.Predicted());
    }

    /** Scores and Grad-CAM from libtorch, differentiating the head only. */
    @Benchmark
    public Evidence gradCam() {
        return new GradCam(torch, layer).explain(photo, new Target.Predicted());
    }
}
