package io.github.atrousj.plugin;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.gui.RoiListener;
import io.github.atrousj.geometry.Presets;
import io.github.atrousj.image.figure.FieldFigure;
import io.github.atrousj.image.figure.FieldModel;
import io.github.atrousj.image.figure.FieldOverlay;
import io.github.atrousj.param.Values;
import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.Panel;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * The explorer's window: figure and verdict follow what is typed, the overlay on the image follows
 * its point selection, and one button puts repaired rates in place of gapped ones.
 */
final class ExplorerWindow extends ToolWindow implements RoiListener {
  private static final long serialVersionUID = 1L;
  private static final String OWN = "(own)";
  private static final String HINT =
      "Click with the point tool on an image to see the field there; drag the point to move it.";
  private static ExplorerWindow instance;

  private final Choice presets = new Choice();
  private final FigureCanvas canvas = new FigureCanvas();
  private final VerdictPanel verdict = new VerdictPanel(9);
  private final Button repair;
  private final transient Set<ImagePlus> marked = Collections.newSetFromMap(new WeakHashMap<>());
  private transient FieldModel repaired;
  private transient FieldOverlay overlay;

  private ExplorerWindow(ReceptiveFieldExplorer tool) {
    super(tool);
    presets.add(OWN);
    for (Presets p : Presets.values()) {
      presets.add(p.title());
    }
    presets.addItemListener(e -> take(presets.getSelectedIndex() - 1));
    addRow("Presets", presets);
    addFields("size", "rates", "strides");
    addFlags("parallel", "log", "plots", "compare");
    Panel centre = new Panel(new BorderLayout());
    centre.add(canvas, BorderLayout.CENTER);
    centre.add(verdict, BorderLayout.SOUTH);
    add(centre, BorderLayout.CENTER);
    repair = addButton("Use repaired rates", this::useRepaired);
    addButton("Show images and table", this::execute);
    addStandardButtons();
    repair.setEnabled(false);
  }

  /** Opens the window, or brings it to the front; there is one at a time. */
  static void open(ReceptiveFieldExplorer tool) {
    EventQueue.invokeLater(() -> show(tool, null));
  }

  /** Opens the window on given layers of stride 1. */
  static void open(ReceptiveFieldExplorer tool, FieldModel model) {
    EventQueue.invokeLater(() -> show(tool, model));
  }

  private static void show(ReceptiveFieldExplorer tool, FieldModel model) {
    boolean fresh = instance == null;
    if (fresh) {
      instance = new ExplorerWindow(tool);
      Roi.addRoiListener(instance);
      instance.restore();
    }
    if (model != null) {
      instance.setText("size", String.valueOf(model.layers().get(0).taps()));
      instance.setText("strides", "1");
      instance.setText("parallel", "false");
      instance.setText("rates", model.rates());
    }
    if (fresh) {
      instance.open(980, 780);
    } else {
      instance.toFront();
    }
  }

  private void take(int preset) {
    if (preset >= 0) {
      Presets p = Presets.values()[preset];
      setText("size", join(p.taps()));
      setText("rates", join(p.rates()));
      setText(
          "strides", join(p.strides().stream().allMatch(s -> s == 1) ? List.of(1) : p.strides()));
      setText("parallel", String.valueOf(p.parallel()));
    }
  }

  private static String join(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  @Override
  Outcome work(Values values) {
    FieldModel model = ReceptiveFieldExplorer.model(values);
    ImagePlus image = WindowManager.getCurrentImage();
    List<String> words = new ArrayList<>(ReceptiveFieldExplorer.words(model, image));
    BufferedImage picture = FieldFigure.of(model).getBufferedImage();
    FieldModel better = model.repaired().orElse(null);
    FieldOverlay at = FieldOverlay.of(model);
    return () -> {
      canvas.show(picture);
      boolean holes = model.whole().gaps() > 0 && !model.parallel();
      if (pointOn(image) == null) {
        words.add(HINT);
      }
      overlay = at;
      repaired = better;
      repair.setLabel(better == null ? "Use repaired rates" : "Use " + better.rates());
      repair.setEnabled(better != null);
      repair.getParent().validate();
      select(values);
      mark(image, pointOn(image));
      verdict.show(holes ? VerdictPanel.Mark.HOLES : VerdictPanel.Mark.GOOD, words);
    };
  }

  /** Names the preset that the fields agree with. */
  private void select(Values v) {
    presets.select(0);
    FieldModel shown = ReceptiveFieldExplorer.model(v);
    for (Presets p : Presets.values()) {
      if (p.layers().equals(shown.layers()) && p.parallel() == shown.parallel()) {
        presets.select(p.title());
        return;
      }
    }
  }

  @Override
  void showProblem(String line) {
    verdict.show(VerdictPanel.Mark.WRONG, List.of(line));
    repair.setEnabled(false);
  }

  private void useRepaired() {
    if (repaired != null) {
      setText("rates", repaired.rates());
    }
  }

  /** Does what the command does in a macro, at the point selection if there is one. */
  @Override
  void execute() {
    ImagePlus image = WindowManager.getCurrentImage();
    Point at = pointOn(image);
    try {
      execute(
          values(
              at == null
                  ? Map.of()
                  : Map.of("x", String.valueOf(at.x), "y", String.valueOf(at.y))));
    } catch (IllegalArgumentException e) {
      showProblem(e.getMessage());
    }
  }

  @Override
  public void roiModified(ImagePlus image, int id) {
    // ImageJ tells of a deletion before it deletes.
    boolean deleted = id == RoiListener.DELETED;
    EventQueue.invokeLater(() -> mark(image, deleted ? null : pointOn(image)));
  }

  private static Point pointOn(ImagePlus image) {
    return image == null ? null : ReceptiveFieldExplorer.point(image.getRoi());
  }

  /** Draws the field at a point of an image, or takes it away where there is none. */
  private void mark(ImagePlus image, Point at) {
    if (image == null || overlay == null || instance != this) {
      return;
    }
    if (at != null) {
      marked.add(image);
      image.setOverlay(overlay.at(at.x, at.y, image.getOverlay()));
    } else if (marked.remove(image)) {
      image.setOverlay(FieldOverlay.without(image.getOverlay()));
    }
  }

  @Override
  void close() {
    Roi.removeRoiListener(this);
    for (ImagePlus image : List.copyOf(marked)) {
      image.setOverlay(FieldOverlay.without(image.getOverlay()));
    }
    forget(this);
    super.close();
  }

  private static void forget(ExplorerWindow closed) {
    if (instance == closed) {
      instance = null;
    }
  }
}
