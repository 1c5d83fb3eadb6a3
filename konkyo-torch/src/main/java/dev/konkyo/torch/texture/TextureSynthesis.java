package dev.konkyo.torch.texture;

import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Resolutions;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchException;
import dev.konkyo.torch.TorchNetwork;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.StringOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Makes textures (Gatys, Ecker and Bethge 2015, "Texture Synthesis Using Convolutional Neural Networks"): from white noise on, a picture is changed by
 * L-BFGS until the {@link GramMatrices Gram matrices} of its features are those of a photo. The layers are the last ones of each resolution up to
 * the evidence layer.
 *
 * <p>Pixels are a sigmoid of what is optimised, so that none leaves the range of a picture. Owns native memory until closed; for one thread.
 */
public final class TextureSynthesis implements AutoCloseable {
    private static final int ROUND = 10;

    /** Noise is drawn from so far within black and white, where the sigmoid still moves. */
    private static final double RIM = 0.1;

    private final Preprocessing preprocessing;
    private final int steps;
    private final TorchNetwork network;
    private final GramMatrices matrices;

    /**
     * Ready for pictures.
     *
     * @param model whose features count
     * @param steps of the optimiser, at least 1; it goes in tens
     * @throws dev.konkyo.graph.GraphException if the model has no layer with a height and a width
     * @throws TorchException if the engine cannot run it
     */
    public TextureSynthesis(Model model, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a texture takes at least 1 step, got " + steps);
        }
        this.steps = steps;
        preprocessing = model.card().preprocessing();
        var weighted = EvidenceOutputs.without(model.network());
        var graph = weighted.graph();
        List<String> layers = Resolutions.upTo(graph, EvidenceLayer.of(graph).value(), Integer.MAX_VALUE);
        network = new TorchNetwork(weighted);
        network.train(_ -> false);
        matrices = new GramMatrices(network, layers);
    }

    /** The layers whose matrices are matched, the finest first. */
    public List<String> layers() {
        return matrices.layers();
    }

    /**
     * A texture of a picture, of the model's size.
     *
     * @param random draws the noise
     * @param progress told the number of steps that were made
     * @throws TorchException if the features or their gradients are no numbers
     */
    public Texture of(Image picture, RandomGenerator random, IntConsumer progress) {
        try (TensorScope _ = new TensorScope()) {
            int height = preprocessing.height();
            int width = preprocessing.width();
            float[] photo = new float[preprocessing.length()];
            preprocessing.normalise(picture.resized(height, width), photo, 0);
            Shape shape = Shape.of(1, 3, height, width);
            Tensor input = Tensors.copyOf(TensorData.ofFloats(shape, photo));
            // Once, before the optimiser asks: what is thrown within it comes back as an error of the engine.
            WantedMatrices wanted = TorchEngine.noGrad(() -> new WantedMatrices(matrices.of(input)));
            return new Search(wanted, noise(shape, random)).run(progress);
        } catch (TorchException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TorchException.of("texture by '" + network.graph().name() + "'", e);
        }
    }

    private static Tensor noise(Shape shape, RandomGenerator random) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            double pixel = random.nextDouble(RIM, 1 - RIM);
            values[i] = (float) Math.log(pixel / (1 - pixel));
        }
        Tensor free = Tensors.copyOf(TensorData.ofFloats(shape, values));
        free.set_requires_grad(true);
        return free;
    }

    /** One number for each of the three components. */
    private static Tensor components(List<Float> values) {
        return Tensors.copyOf(TensorData.ofFloats(Shape.of(1, 3, 1, 1), values.get(0), values.get(1), values.get(2)));
    }

    /** One picture's way from noise. */
    private final class Search {
        private final WantedMatrices wanted;
        private final Tensor free;
        private final Tensor mean = components(preprocessing.mean());
        private final Tensor deviation = components(preprocessing.deviation());
        private double noise = Double.NaN;

        Search(WantedMatrices wanted, Tensor free) {
            this.wanted = wanted;
            this.free = free;
        }

        Texture run(IntConsumer progress) {
            var options = new LBFGSOptions(1);
            options.max_iter().put(ROUND);
            options.line_search_fn().put(new StringOptional("strong_wolfe"));
            var optimizer = new LBFGS(new TensorVector(free), options);
            var closure = new Distance(optimizer);
            for (int done = 0; done < steps; done += ROUND) {
                try (TensorScope _ = new TensorScope()) {
                    optimizer.step(closure);
                }
                progress.accept(Math.min(done + ROUND, steps));
            }
            double left = TorchEngine.noGrad(() -> distance().item_double());
            if (!Double.isFinite(left)) {
                throw new TorchException("the distance of the Gram matrices is no number (" + left
                        + "); the model's features are damaged, take another with --texture-model");
            }
            return new Texture(picture(), noise, left);
        }

        private Tensor distance() {
            return wanted.distance(matrices.of(normalised()));
        }

        /** The picture as the network wants it. */
        private Tensor normalised() {
            return free.sigmoid().sub(mean).div(deviation);
        }

        private Image picture() {
            var input = TorchEngine.noGrad(() -> Tensors.data(normalised()));
            return preprocessing.picture(input.toFloats(), 0);
        }

        /** The distance with its gradient, as the optimiser asks for it. */
        private final class Distance extends LossClosure {
            private final LBFGS optimizer;

            Distance(LBFGS optimizer) {
                this.optimizer = optimizer;
            }

            @Override
            public Tensor call() {
                try (TensorScope scope = new TensorScope()) {
                    return scope.keep(TorchEngine.enableGrad(() -> {
                        optimizer.zero_grad();
                        Tensor distance = distance();
                        distance.backward();
                        if (Double.isNaN(noise)) {
                            noise = distance.item_double();
                        }
                        return distance.detach();
                    }));
                }
            }
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
