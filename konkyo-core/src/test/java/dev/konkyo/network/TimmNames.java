package dev.konkyo.network;

import dev.konkyo.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of timm's networks, written down from timm's published definitions and independent of the mapping: stages of blocks in
 * timm's own notation, with timm's names of the layers in a block.
 */
final class TimmNames {
    private static final int CLASSES = 1000;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private int channels = 3;

    private TimmNames() {}

    /** A stage: type (ds, ir or cn), repeats, kernel, channels, expansion and whether squeeze-and-excitation is there. */
    record Stage(String type, int repeats, int kernel, int channels, double expansion, boolean excited) {
        /** Reads timm's notation, such as {@code ir_r2_k3_s1_e6_c112_se0.25}. */
        static Stage of(String text) {
            String[] words = text.split("_", -1);
            double expansion = 1;
            int repeats = 1;
            int kernel = 3;
            int channels = 0;
            boolean excited = false;
            for (String word : words) {
                if (word.startsWith("se")) {
                    excited = true;
                } else if (word.matches("e[\\d.]+")) {
                    expansion = Double.parseDouble(word.substring(1));
                } else if (word.matches("r\\d+")) {
                    repeats = Integer.parseInt(word.substring(1));
                } else if (word.matches("k\\d+")) {
                    kernel = Integer.parseInt(word.substring(1));
                } else if (word.matches("c\\d+")) {
                    channels = Integer.parseInt(word.substring(1));
                }
            }
            return new Stage(words[0], repeats, kernel, channels, expansion, excited);
        }
    }

    static Map<String, Shape> mobileNetV1(double width) {
        return builder(
                width,
                32,
                0,
                false,
                List.of("ds_c64"),
                List.of("ds_r2_c128"),
                List.of("ds_r2_c256"),
                List.of("ds_r6_c512"),
                List.of("ds_r2_c1024"));
    }

    static Map<String, Shape> mobileNetV2(double width) {
        return builder(
                width,
                32,
                1280,
                true,
                List.of("ds_c16"),
                List.of("ir_r2_e6_c24"),
                List.of("ir_r3_e6_c32"),
                List.of("ir_r4_e6_c64"),
                List.of("ir_r3_e6_c96"),
                List.of("ir_r3_e6_c160"),
                List.of("ir_r1_e6_c320"));
    }

    static Map<String, Shape> mobileNetV3Large() {
        return builder(
                1,
                16,
                1280,
                false,
                List.of("ds_k3_c16"),
                List.of("ir_r1_k3_e4_c24", "ir_r1_k3_e3_c24"),
                List.of("ir_r3_k5_e3_c40_se0.25"),
                List.of("ir_r1_k3_e6_c80", "ir_r1_k3_e2.5_c80", "ir_r2_k3_e2.3_c80"),
                List.of("ir_r2_k3_e6_c112_se0.25"),
                List.of("ir_r3_k5_e6_c160_se0.25"),
                List.of("cn_k1_c960"));
    }

    static Map<String, Shape> mobileNetV3LargeMinimalistic() {
        return builder(
                1,
                16,
                1280,
                false,
                List.of("ds_k3_c16"),
                List.of("ir_r1_k3_e4_c24", "ir_r1_k3_e3_c24"),
                List.of("ir_r3_k3_e3_c40"),
                List.of("ir_r1_k3_e6_c80", "ir_r1_k3_e2.5_c80", "ir_r2_k3_e2.3_c80"),
                List.of("ir_r2_k3_e6_c112"),
                List.of("ir_r3_k3_e6_c160"),
                List.of("cn_k1_c960"));
    }

    static Map<String, Shape> mobileNetV3Small() {
        return builder(
                1,
                16,
                1024,
                false,
                List.of("ds_k3_c16_se0.25"),
                List.of("ir_r1_k3_e4.5_c24", "ir_r1_k3_e3.67_c24"),
                List.of("ir_r1_k5_e4_c40_se0.25", "ir_r2_k5_e6_c40_se0.25"),
                List.of("ir_r2_k5_e3_c48_se0.25"),
                List.of("ir_r3_k5_e6_c96_se0.25"),
                List.of("cn_k1_c576"));
    }

    static Map<String, Shape> mobileNetV3SmallMinimalistic() {
        return builder(
                1,
                16,
                1024,
                false,
                List.of("ds_k3_c16"),
                List.of("ir_r1_k3_e4.5_c24", "ir_r1_k3_e3.67_c24"),
                List.of("ir_r1_k3_e4_c40", "ir_r2_k3_e6_c40"),
                List.of("ir_r2_k3_e3_c48"),
                List.of("ir_r3_k3_e6_c96"),
                List.of("cn_k1_c576"));
    }

    static Map<String, Shape> vgg16(boolean normalized) {
        TimmNames names = new TimmNames();
        int number = 0;
        for (int wide : List.of(64, 64, -1, 128, 128, -1, 256, 256, 256, -1, 512, 512, 512, -1, 512, 512, 512, -1)) {
            if (wide < 0) {
                number++;
                continue;
            }
            names.convolution("features." + number, names.channels, wide, 3, true);
            names.channels = wide;
            if (normalized) {
                names.normalization("features." + (number + 1), wide);
            }
            number += normalized ? 3 : 2;
        }
        names.convolution("pre_logits.fc1", 512, 4096, 7, true);
        names.convolution("pre_logits.fc2", 4096, 4096, 1, true);
        names.linear("head.fc", 4096);
        return names.shapes;
    }

    /** As timm's EfficientNet builder: stem, blocks, and a head convolution with normalisation before or with a bias behind the pool. */
    @SafeVarargs
    private static Map<String, Shape> builder(
            double width, int stem, int features, boolean normalizedHead, List<String>... stages) {
        TimmNames names = new TimmNames();
        int first = divisible(stem * width);
        names.convolution("conv_stem", 3, first, 3, false);
        names.normalization("bn1", first);
        names.channels = first;
        for (int stage = 0; stage < stages.length; stage++) {
            int block = 0;
            List<Stage> rows =
                    new ArrayList<>(stages[stage].stream().map(Stage::of).toList());
            for (Stage row : rows) {
                for (int i = 0; i < row.repeats(); i++) {
                    names.block("blocks." + stage + "." + block++, row, divisible(row.channels() * width));
                }
            }
        }
        if (features > 0) {
            names.convolution("conv_head", names.channels, features, 1, !normalizedHead);
            if (normalizedHead) {
                names.normalization("bn2", features);
            }
            names.channels = features;
        }
        names.linear("classifier", names.channels);
        return names.shapes;
    }

    private void block(String name, Stage row, int out) {
        if (row.type().equals("cn")) {
            convolution(name + ".conv", channels, out, row.kernel(), false);
            normalization(name + ".bn1", out);
        } else if (row.type().equals("ds")) {
            depthwise(name + ".conv_dw", channels, row.kernel());
            normalization(name + ".bn1", channels);
            excitation(name, row, channels);
            convolution(name + ".conv_pw", channels, out, 1, false);
            normalization(name + ".bn2", out);
        } else {
            int wide = divisible(channels * row.expansion());
            convolution(name + ".conv_pw", channels, wide, 1, false);
            normalization(name + ".bn1", wide);
            depthwise(name + ".conv_dw", wide, row.kernel());
            normalization(name + ".bn2", wide);
            excitation(name, row, wide);
            convolution(name + ".conv_pwl", wide, out, 1, false);
            normalization(name + ".bn3", out);
        }
        channels = out;
    }

    private void excitation(String name, Stage row, int wide) {
        if (row.excited()) {
            int narrow = divisible(wide * 0.25);
            convolution(name + ".se.conv_reduce", wide, narrow, 1, true);
            convolution(name + ".se.conv_expand", narrow, wide, 1, true);
        }
    }

    private void convolution(String name, int in, int out, int kernel, boolean bias) {
        shapes.put(name + ".weight", Shape.of(out, in, kernel, kernel));
        if (bias) {
            shapes.put(name + ".bias", Shape.of(out));
        }
    }

    private void depthwise(String name, int wide, int kernel) {
        shapes.put(name + ".weight", Shape.of(wide, 1, kernel, kernel));
    }

    private void linear(String name, int in) {
        shapes.put(name + ".weight", Shape.of(CLASSES, in));
        shapes.put(name + ".bias", Shape.of(CLASSES));
    }

    private void normalization(String name, int wide) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            shapes.put(name + "." + part, Shape.of(wide));
        }
        shapes.put(name + ".num_batches_tracked", Shape.of());
    }

    /** To the nearest multiple of 8, but not more than a tenth less. */
    private static int divisible(double wanted) {
        int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }
}
