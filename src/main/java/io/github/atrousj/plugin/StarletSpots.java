package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.integers;
import static io.github.atrousj.param.Params.number;

import ij.ImagePlus;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.ImageScan;
import io.github.atrousj.image.OutputKind;
import io.github.atrousj.image.Preview;
import io.github.atrousj.image.Scope;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.starlet.Spots;
import io.github.atrousj.starlet.Starlet;
import java.util.Collections;
import java.util.List;

/**
 * Finds bright spots ({@link Spots}) and reports them: rows in ImageJ's results table; outlines
 * (points in 3-D) in the ROI manager where there is a screen; a label image where asked for. With
 * an area selection only spots whose centre lies in it count.
 */
public final class StarletSpots extends CommandPlugIn {
  private static final ParamSpec SPEC =
      ParamSpec.of(
          integers("planes")
              .range(1, Starlet.MOST_SCALES)
              .def(List.of(2, 3))
              .help("Starlet planes whose product is searched; 2,3 suits spots of 3 to 8 pixels."),
          number("threshold")
              .range(0, 1000)
              .def(3.0)
              .help("Coefficients below so many standard deviations of their plane's noise go."),
          number("level")
              .range(0, Float.MAX_VALUE)
              .def(1.0)
              .help("What the product, in units of the planes' noise, must exceed."),
          integer("minimum").unit("px").range(0, Integer.MAX_VALUE).def(0).help("Smallest spot."),
          integer("maximum")
              .unit("px")
              .range(0, Integer.MAX_VALUE)
              .optional("none")
              .help("Largest spot."),
          StarletKeys.dimensions(),
          flag("labels").help("Make an image whose pixels are the numbers of their spots."),
          CommonParams.stack());

  @Override
  public String title() {
    return "Starlet Spots...";
  }

  @Override
  public String about() {
    return "Finds bright spots by the product of thresholded starlet planes (Olivo-Marin 2002)."
        + " The results table gets the centre in calibrated units, area or volume, mean and maximum;"
        + " the ROI manager gets outlines. Only spots centred in a selection count.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  private static Spots.Settings settings(Values values) {
    return new Spots.Settings(
        values.integers("planes"),
        values.number("threshold"),
        values.number("level"),
        values.integer("minimum"),
        values.has("maximum") ? values.integer("maximum") : Long.MAX_VALUE,
        StarletKeys.isThreeD(values));
  }

  private static Scope scope(ImagePlus image, Values values) {
    return Scope.of(image, values.stack(), values.sliceOnly());
  }

  private static Dimensions dimensions(Values values) {
    return values.choice(CommonParams.DIMENSIONS, Dimensions.class);
  }

  @Override
  public String describe(ImagePlus image, Values values) {
    ImageJob job = ImageJob.of(image).withDimensions(dimensions(values));
    int widest = Collections.max(settings(values).planes());
    new Spots(settings(values), StarletKeys.runner()).check(job.inputShape());
    return "Threshold "
        + values.number("threshold")
        + " times the noise of each of "
        + values.integers("planes").size()
        + " planes; widest filter "
        + ((4 << (widest - 1)) + 1)
        + " px.";
  }

  /**
   * Finds and reports.
   *
   * @return the label image, or {@code image} itself, unchanged, where none was asked for
   */
  @Override
  public ImagePlus process(ImagePlus image, Values values, Monitor monitor) {
    describe(image, values); // refuses what does not suit the image before anything is done
    SpotScan scan =
        new SpotScan(
            image,
            new Spots(settings(values), StarletKeys.runner()),
            StarletKeys.isThreeD(values),
            values.flag("labels"),
            SpotReport.hasManager());
    ImageScan.run(image, dimensions(values), scope(image, values), scan, monitor);
    SpotReport.show(image, scan.found(), StarletKeys.isThreeD(values));
    return values.flag("labels") ? scan.labelImage() : image;
  }

  /** In 3-D a spot depends on all slices. */
  @Override
  public boolean previews(Values values) {
    return !StarletKeys.isThreeD(values);
  }

  @Override
  public void preview(Preview preview, ImagePlus image, Values values, Monitor monitor) {
    double bright = image.isRGB() ? 255 : preview.displayMax();
    Spots spots = new Spots(settings(values), StarletKeys.runner());
    preview.show(
        ImageJob.of(image).withOutput(OutputKind.SAME),
        shape -> new SpotOutlines(spots, (float) bright, SpotScan.selection(image)),
        monitor);
  }
}
