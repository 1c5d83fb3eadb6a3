/**
 * From photos to a model. In flow a {@link dev.konkyo.torch.training.TrainingPlan}, a network to start from and a data set; out flows a
 * run folder with the best model, everything to resume from, and the numbers of every epoch.
 */
@NullMarked
package dev.konkyo.torch.training;

import org.jspecify.annotations.NullMarked;
