package io.github.atrousj.image.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.Presets;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldOverlayTest {
  private static final FieldModel GAPPED = FieldModel.stack(Layer.stack(3, List.of(2, 2, 2)));

  private static <T extends Roi> List<T> all(Overlay overlay, Class<T> type) {
    List<T> out = new ArrayList<>();
    for (Roi roi : overlay) {
      if (roi.getClass() == type) {
        out.add(type.cast(roi));
      }
    }
    return out;
  }

  @Test
  void thePixelsReadAreTintedAndNoOthers() {
    Overlay overlay = FieldOverlay.of(GAPPED).at(100, 50, null);
    ImageRoi tint = all(overlay, ImageRoi.class).get(0);
    assertEquals(new Rectangle(94, 44, 13, 13), tint.getBounds());
    ImageProcessor ip = tint.getProcessor();
    int read = 0;
    for (int y = 0; y < 13; y++) {
      for (int x = 0; x < 13; x++) {
        boolean tinted = (ip.getPixel(x, y) & 0xFFFFFF) != 0;
        assertEquals(x % 2 == 0 && y % 2 == 0, tinted);
        read += tinted ? 1 : 0;
      }
    }
    assertEquals(49, read);
  }

  @Test
  void everyLayersFieldIsOutlinedAroundThePoint() {
    List<Roi> boxes = all(FieldOverlay.of(GAPPED).at(100, 50, null), Roi.class);
    assertEquals(3, boxes.size());
    assertEquals(new Rectangle(94, 44, 13, 13), boxes.get(0).getBounds());
    assertEquals(new Rectangle(96, 46, 9, 9), boxes.get(1).getBounds());
    assertEquals(new Rectangle(98, 48, 5, 5), boxes.get(2).getBounds());
  }

  @Test
  void theLastLayersTapsAreDots() {
    FieldModel figure1 = FieldModel.stack(Presets.FIGURE_1.layers());
    List<OvalRoi> dots = all(FieldOverlay.of(figure1).at(10, 20, null), OvalRoi.class);
    assertEquals(9, dots.size());
    assertEquals(6.5, dots.get(0).getFloatBounds().getCenterX(), 1e-9);
    assertEquals(16.5, dots.get(0).getFloatBounds().getCenterY(), 1e-9);
    assertEquals(14.5, dots.get(8).getFloatBounds().getCenterX(), 1e-9);
  }

  @Test
  void allBranchesOfAFanAreDotted() {
    FieldModel fan = FieldModel.fan(Presets.DEEPLAB_V2.layers());
    assertEquals(36, all(FieldOverlay.of(fan).at(0, 0, null), OvalRoi.class).size());
  }

  @Test
  void theUsersOwnOverlayStaysAndAnEarlierFieldGoes() {
    Overlay users = new Overlay();
    Roi own = new Roi(1, 2, 3, 4);
    users.add(own);
    Overlay once = FieldOverlay.of(GAPPED).at(5, 5, users);
    Overlay twice = FieldOverlay.of(GAPPED).at(9, 9, once);
    assertEquals(1, users.size(), "the overlay given is unchanged");
    assertEquals(once.size(), twice.size());
    assertSame(own, twice.get(0));
    Overlay none = FieldOverlay.without(twice);
    assertEquals(1, none.size());
    assertSame(own, none.get(0));
    assertTrue(FieldOverlay.without(null).size() == 0);
  }

  @Test
  void veryLargeFieldsAreOutlinedOnly() {
    FieldModel large = FieldModel.stack(Layer.stack(3, List.of(1, 600)));
    Overlay overlay = FieldOverlay.of(large).at(0, 0, null);
    assertEquals(0, all(overlay, ImageRoi.class).size());
    assertEquals(2, all(overlay, Roi.class).size());
  }

  @Test
  void evenKernelsLieTowardsTheEnd() {
    FieldModel wave = FieldModel.stack(Layer.stack(2, List.of(1, 2)));
    ImageRoi tint = all(FieldOverlay.of(wave).at(10, 10, null), ImageRoi.class).get(0);
    // one tap before at rate 2 (⌊2/2⌋), none at rate 1
    assertEquals(new Rectangle(9, 9, 4, 4), tint.getBounds());
  }
}
