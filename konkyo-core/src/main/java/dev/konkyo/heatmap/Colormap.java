package dev.konkyo.heatmap;

/** Colours for evidence strength in [0, 1]. */
public enum Colormap {
    /**
     * Blue through green to dark red, smoother to the eye than {@link #JET}: the degree-5 polynomials that Ruofei Du fitted to Anton
     * Mikhailov's Turbo (Google AI Blog, "Turbo, an improved rainbow colormap for visualization", 2019).
     */
    TURBO(
            new double[] {0.13572138, 4.61539260, -42.66032258, 132.13108234, -152.94239396, 59.28637943},
            new double[] {0.09140261, 2.19418839, 4.84296658, -14.18503333, 4.27729857, 2.82956604},
            new double[] {0.10667330, 12.64194608, -60.58204836, 110.36276771, -89.90310912, 27.34824973}),
    /**
     * Black through purple and orange to pale yellow, even in brightness and legible in print: the degree-6 polynomials that Matt
     * Zucker fitted to Smith and van der Walt's Inferno (Shadertoy WlfXRN, 2019, public domain).
     */
    INFERNO(
            new double[] {0.000219, 0.106513, 11.602493, -41.703996, 77.162936, -71.319428, 25.131126},
            new double[] {0.001651, 0.563956, -3.972854, 17.436399, -33.402359, 32.626064, -12.242669},
            new double[] {-0.019481, 3.932712, -15.942394, 44.354145, -81.807309, 73.209520, -23.070325}),
    /** MATLAB's rainbow of straight lines, uneven to the eye; for comparison with published figures only. */
    JET(new double[0], new double[0], new double[0]) {
        @Override
        double component(double[] unused, double fraction, int channel) {
            // Red, green and blue are the same trapezium, centred on 3/4, 1/2 and 1/4.
            return 1.5 - Math.abs(4 * fraction - (3 - channel));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // Private, and never written to.
    private final double[][] polynomials;

    Colormap(double[]... polynomials) {
        this.polynomials = polynomials;
    }

    /**
     * The colour of a strength.
     *
     * @param fraction clamped to [0, 1]
     * @return 0xRRGGBB
     */
    public int rgb(double fraction) {
        double t = Math.clamp(fraction, 0.0, 1.0);
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            double component = component(polynomials[channel], t, channel);
            rgb = rgb << 8 | (int) Math.round(255 * Math.clamp(component, 0.0, 1.0));
        }
        return rgb;
    }

    /** A polynomial's value by Horner's rule, coefficients from the constant term up. */
    double component(double[] coefficients, double fraction, int channel) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * fraction + coefficients[i];
        }
        return value;
    }
}
