/**
 * The demonstration's own production line: seeded photos of parts, sound or defective, with the defect's pixels known.
 * In flow a seed and a {@link dev.konkyo.app.demo.Condition}; out flow {@link dev.konkyo.app.demo.RenderedPart}s, or with
 * {@link dev.konkyo.app.demo.PartsDataset} a folder of them. A photo is made as a camera makes it: a few rays per pixel meet
 * the part or the belt ({@code NutRay}), defects change the point that was met ({@code Alteration}), light is reflected
 * ({@code Lighting}), and the sensor blurs, vignettes, adds noise and encodes ({@code Sensor}). A new defect is one
 * file and one line in {@link dev.konkyo.app.demo.DefectKind}; a new part is another
 * {@link dev.konkyo.app.demo.PartRenderer}.
 */
@NullMarked
package dev.konkyo.app.demo;

import org.jspecify.annotations.NullMarked;
