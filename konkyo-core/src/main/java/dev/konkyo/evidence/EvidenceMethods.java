package dev.konkyo.evidence;

import dev.konkyo.evidence.MethodEntry.Factory.OfEvidence;
import dev.konkyo.evidence.MethodEntry.Factory.OfFeatures;
import dev.konkyo.evidence.MethodEntry.Factory.OfGradients;
import dev.konkyo.evidence.MethodEntry.Factory.OfPixelGradients;
import dev.konkyo.evidence.MethodEntry.Factory.OfScores;
import dev.konkyo.model.Classifier;
import java.util.List;
import java.util.stream.Collectors;

/** The list of methods. */
public final class EvidenceMethods {
    private static final String FORWARD = "1 forward";
    private static final String THROUGH_HEAD = "1 forward, 1 backward through the head";
    private static final String HEAD_OF_TWO = "2 forward, 1 backward through the head";
    private static final String THROUGH_ALL = "1 forward, 1 backward";
    private static final String TWICE = "2 forward, 1 backward, node by node";
    private static final String LIBRARY = "Gildenblat and contributors 2021, PyTorch library for CAM methods";

    private static final List<MethodEntry> ALL = List.of(
            new MethodEntry(
                    "cam",
                    FORWARD,
                    "Zhou et al. 2016, Learning Deep Features for Discriminative Localization",
                    new OfFeatures(Cam::new)),
            new MethodEntry(
                    "grad-cam",
                    THROUGH_HEAD,
                    "Selvaraju et al. 2017, Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
                    new OfGradients(GradCam::new)),
            new MethodEntry(
                    "faster-grad-cam",
                    "1 forward, which decides too; for models that export --evidence wrote",
                    "Chen et al. 2020, Adapting Grad-CAM for Embedding Networks",
                    new OfEvidence(FasterGradCam::new)),
            new MethodEntry(
                    "grad-cam++",
                    THROUGH_HEAD,
                    "Chattopadhay et al. 2018, Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional Networks",
                    new OfGradients(GradCamPlusPlus::new)),
            new MethodEntry(
                    "hires-cam",
                    THROUGH_HEAD,
                    "Draelos & Carin 2020, Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks",
                    new OfGradients(HiResCam::new)),
            new MethodEntry(
                    "xgrad-cam",
                    THROUGH_HEAD,
                    "Fu et al. 2020, Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs",
                    new OfGradients(XGradCam::new)),
            new MethodEntry("elementwise-grad-cam", THROUGH_HEAD, LIBRARY, new OfGradients(ElementwiseGradCam::new)),
            new MethodEntry(
                    "layer-cam",
                    "3 forward, 3 backward from the third last resolution",
                    "Jiang et al. 2021, LayerCAM: Exploring Hierarchical Class Activation Maps for Localization",
                    new OfGradients(LayerCam::upTo)),
            new MethodEntry(
                    "shapley-cam",
                    "1 forward, 2 backward through the head",
                    "Cai 2025, CAMs as Shapley Value-based Explainers",
                    new OfGradients(ShapleyCam::new)),
            new MethodEntry(
                    "finer-cam",
                    HEAD_OF_TWO,
                    "Zhang et al. 2025, Finer-CAM: Spotting the Difference Reveals Finer Details for Visual Explanation",
                    new OfGradients(FinerCam::usual)),
            new MethodEntry(
                    "contrast-cam",
                    HEAD_OF_TWO,
                    "Prabhushankar et al. 2020, Contrastive Explanations in Neural Networks",
                    new OfGradients(ContrastCam::new)),
            new MethodEntry(
                    "eigen-cam",
                    FORWARD,
                    "Muhammad & Yeasin 2020, Eigen-CAM: Class Activation Map using Principal Components",
                    new OfFeatures(EigenCam::new)),
            new MethodEntry("eigen-grad-cam", THROUGH_HEAD, LIBRARY, new OfGradients(EigenGradCam::new)),
            new MethodEntry(
                    "kpca-cam",
                    FORWARD,
                    "Karmani et al. 2024, KPCA-CAM: Visual Explainability of Deep Computer Vision Models Using Kernel PCA",
                    new OfFeatures(KpcaCam::new)),
            new MethodEntry(
                    "deep-feature-factorization",
                    "1 forward, 5 through the head",
                    "Collins et al. 2018, Deep Feature Factorization for Concept Discovery",
                    new OfFeatures(DeepFeatureFactorization::usual)),
            new MethodEntry(
                    "ablation-cam",
                    "1 forward, 1 through the head per channel",
                    "Desai & Ramaswamy 2020, Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization",
                    new OfFeatures(AblationCam::new)),
            new MethodEntry(
                    "recipro-cam",
                    "1 forward, 1 through the head per place",
                    "Byun & Lee 2022, Recipro-CAM: Fast Gradient-free Visual Explanations for Convolutional Neural Networks",
                    new OfFeatures(ReciproCam::new)),
            new MethodEntry(
                    "score-cam",
                    "1 forward, 1 per channel",
                    "Wang et al. 2020, Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks",
                    new OfFeatures(ScoreCam::new)),
            new MethodEntry(
                    "rise",
                    "1001 forward",
                    "Petsiuk et al. 2018, RISE: Randomized Input Sampling for Explanation of Black-box Models",
                    new OfScores(Rise::usual)),
            new MethodEntry(
                    "occlusion",
                    "122 forward",
                    "Zeiler & Fergus 2014, Visualizing and Understanding Convolutional Networks",
                    new OfScores(Occlusion::usual)),
            new MethodEntry(
                    "full-grad",
                    TWICE,
                    "Srinivas & Fleuret 2019, Full-Gradient Representation for Neural Network Visualization",
                    new OfPixelGradients(FullGrad::new)),
            new MethodEntry(
                    "gradient-x-input",
                    THROUGH_ALL,
                    "Shrikumar et al. 2016, Not Just a Black Box: Learning Important Features Through Propagating Activation Differences",
                    new OfPixelGradients(GradientTimesInput::new)),
            new MethodEntry(
                    "integrated-gradients",
                    "65 forward, 64 backward",
                    "Sundararajan et al. 2017, Axiomatic Attribution for Deep Networks",
                    new OfPixelGradients(IntegratedGradients::usual)),
            new MethodEntry(
                    "smooth-grad",
                    "51 forward, 50 backward",
                    "Smilkov et al. 2017, SmoothGrad: removing noise by adding noise",
                    new OfPixelGradients(SmoothGrad::usual)),
            new MethodEntry(
                    "guided-backpropagation",
                    TWICE,
                    "Springenberg et al. 2015, Striving for Simplicity: The All Convolutional Net",
                    new OfPixelGradients(GuidedBackpropagation::new)),
            new MethodEntry(
                    "lrp-epsilon",
                    TWICE,
                    "Bach et al. 2015, On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation",
                    new OfPixelGradients(EpsilonRelevance::usual)));

    private EvidenceMethods() {}

    public static List<MethodEntry> all() {
        return ALL;
    }

    /** The names of the methods that a model gives enough for. */
    public static List<String> namesFor(Classifier model) {
        return ALL.stream()
                .filter(method -> method.fits(model))
                .map(MethodEntry::name)
                .toList();
    }

    /**
     * The method of this name, with other numbers where it goes on with settings as in {@code rise:masks=4000}.
     *
     * @throws IllegalArgumentException listing the names if there is none
     */
    public static MethodEntry named(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return listed(name);
        }
        String method = name.substring(0, colon);
        return listed(method).with(name, MethodSettings.of(method, name.substring(colon + 1)));
    }

    private static MethodEntry listed(String name) {
        return ALL.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no method is called '" + name + "'; there are "
                        + ALL.stream().map(MethodEntry::name).collect(Collectors.joining(", "))));
    }
}
