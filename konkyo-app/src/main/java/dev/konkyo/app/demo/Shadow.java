package dev.konkyo.app.demo;

/**
 * How much light reaches the belt around and below a nut: on a grid with one point every {@value #STEP} pixels, because
 * it is smooth. The key light's shadow has a penumbra that grows with the height of the edge that casts it; the surroundings
 * are dimmed near the part and inside its hole.
 */
final class Shadow {
    private static final int STEP = 3;
    private static final int LAYERS = 6;

    private final int side;
    private final float[] lit;
    private final float[] open;

    Shadow(Scene scene) {
        View view = scene.view();
        side = view.size() / STEP + 2;
        lit = new float[side * side];
        open = new float[side * side];
        double thickness = scene.shape().thickness();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double u = view.u(column * STEP, row * STEP);
                double v = view.v(column * STEP, row * STEP);
                double x = u + thickness * view.slantX(u);
                double y = v + thickness * view.slantY(v);
                lit[row * side + column] = (float) lit(scene, x, y);
                open[row * side + column] = (float) open(scene.shape(), x, y);
            }
        }
    }

    private static double lit(Scene scene, double x, double y) {
        NutShape shape = scene.shape();
        Lighting light = scene.light();
        double open = 1;
        for (int layer = 0; layer <= LAYERS; layer++) {
            double run = shape.thickness() * layer / LAYERS / light.z();
            double distance = shape.clear(x + run * light.x(), y + run * light.y());
            double penumbra = 0.05 + run * light.size();
            open = Math.min(open, Math.clamp(0.5 + 0.5 * distance / penumbra, 0, 1));
        }
        return open * open * (3 - 2 * open);
    }

    private static double open(NutShape shape, double x, double y) {
        double outside = shape.outside(x, y);
        if (outside > 0) {
            double near = 1 - outside / (0.55 * shape.thickness() + outside);
            return 1 - 0.6 * near;
        }
        double inside = Math.clamp((shape.bore() - Math.sqrt(x * x + y * y)) / shape.bore(), 0, 1);
        return 0.22 + 0.3 * inside;
    }

    /** Dims a point of the belt as it is dimmed at a place of the photo, in pixels within [0, size]. */
    void fall(double pixelX, double pixelY, Hit hit) {
        hit.lit = at(lit, pixelX / STEP, pixelY / STEP);
        hit.openness = at(open, pixelX / STEP, pixelY / STEP);
    }

    private double at(float[] grid, double x, double y) {
        int i = ((int) y) * side + (int) x;
        double fx = x - (int) x;
        double fy = y - (int) y;
        double upper = grid[i] + fx * (grid[i + 1] - grid[i]);
        double lower = grid[i + side] + fx * (grid[i + side + 1] - grid[i + side]);
        return upper + fy * (lower - upper);
    }
}
