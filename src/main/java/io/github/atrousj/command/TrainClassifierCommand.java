package io.github.atrousj.command;

import ij.ImagePlus;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.plugin.ClassifierTraining;
import io.github.atrousj.plugin.TrainClassifier;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link TrainClassifier} for SciJava: writes the model and gives its accuracy. */
@Plugin(type = Command.class, label = "Train ASPP Classifier")
public final class TrainClassifierCommand extends SciJavaCommand {
  @Parameter private ImagePlus image;

  @Parameter(persist = false)
  private String model;

  @Parameter(
      persist = false,
      choices = {"auto", "groups", "names"})
  private String classes = "auto";

  @Parameter(persist = false, required = false)
  private String rois = "";

  @Parameter(persist = false)
  private String images = "current";

  @Parameter(persist = false)
  private String rates = "1,2,4,8,16";

  @Parameter(persist = false)
  private String features = "smooth,gradient,laplacian,contrast,energy";

  @Parameter(persist = false)
  private boolean pooling = false;

  @Parameter(persist = false)
  private String regularisation = "auto";

  @Parameter(persist = false, min = "2", max = "20")
  private int folds = 5;

  @Parameter(persist = false)
  private boolean balance = false;

  @Parameter(persist = false)
  private int seed = 1;

  @Parameter(persist = false, min = "100", max = "1000000")
  private int pixels = 50000;

  @Parameter(persist = false)
  private boolean labels = false;

  /** Share of pixels right on selections left out in turn. */
  @Parameter(type = ItemIO.OUTPUT)
  private double accuracy;

  /** The names of the classes, one a line, in the order of their numbers from 0. */
  @Parameter(type = ItemIO.OUTPUT)
  private String names;

  /** Labels of the plane in view, null unless asked for. */
  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus labelled;

  @Override
  TrainClassifier operation() {
    return new TrainClassifier();
  }

  @Override
  void compute() {
    try (ImageJMonitor monitor = ImageJMonitor.of("Train ASPP Classifier")) {
      ImagePlus on = image == null || image.getProcessor() == null ? null : image;
      ClassifierTraining done = TrainClassifier.train(values(), on, monitor);
      accuracy = done.outcome().confusion().accuracy();
      names = String.join("\n", done.classifier().classes());
      labelled = labels ? done.labels(on, monitor) : null;
    }
  }
}
