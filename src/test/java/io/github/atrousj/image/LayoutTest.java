package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {
  @ParameterizedTest
  @EnumSource(Dimensions.class)
  void everyPlaneAndComponentIsReadOnce(Dimensions dimensions) {
    for (int bits : new int[] {8, 24}) {
      ImagePlus imp = Images.hyper(bits, bits == 24 ? 1 : 2, 3, 4);
      Layout layout = Layout.of(imp, dimensions, Scope.STACK);
      Set<Integer> seen = new HashSet<>();
      for (int group = 0; group < layout.groups(); group++) {
        for (int d = 0; d < layout.depth(); d++) {
          Layout.Place place = layout.place(group, d);
          assertTrue(seen.add(layout.stackIndex(place) * 3 + place.component()));
          assertArrayEquals(new int[] {group, d}, layout.find(place));
        }
      }
      assertEquals(imp.getStackSize() * (bits == 24 ? 3 : 1), seen.size());
    }
  }

  @Test
  void volumesRunAlongSlicesOrFrames() {
    ImagePlus imp = Images.hyper(8, 2, 3, 4);
    Layout slices = Layout.of(imp, Dimensions.D3, Scope.SLICE);
    assertEquals(8, slices.groups());
    assertEquals(3, slices.depth());
    // Channel 2, frame 3: stack order is channel, slice, frame.
    assertEquals(imp.getStackIndex(2, 1, 3) - 1, slices.stackIndex(slices.place(5, 0)));
    assertEquals(imp.getStackIndex(2, 3, 3) - 1, slices.stackIndex(slices.place(5, 2)));
    Layout frames = Layout.of(imp, Dimensions.T, Scope.SLICE);
    assertEquals(6, frames.groups());
    assertEquals(4, frames.depth());
    assertEquals(imp.getStackIndex(2, 3, 4) - 1, frames.stackIndex(frames.place(5, 3)));
  }

  @Test
  void aSliceIsThePlaneInView() {
    ImagePlus imp = Images.hyper(8, 2, 3, 4);
    imp.setPosition(2, 3, 2);
    Layout layout = Layout.of(imp, Dimensions.D2, Scope.SLICE);
    assertEquals(1, layout.depth());
    assertEquals(imp.getCurrentSlice() - 1, layout.stackIndex(layout.place(0, 0)));
    Layout all = Layout.of(imp, Dimensions.X, Scope.CHANNELS);
    assertEquals(2, all.depth());
    assertEquals(imp.getStackIndex(1, 3, 2) - 1, all.stackIndex(all.place(0, 0)));
    assertEquals(imp.getStackIndex(2, 3, 2) - 1, all.stackIndex(all.place(0, 1)));
  }

  @Test
  void refusesAnAxisThatTheImageLacks() {
    ImagePlus time = Images.hyper(8, 1, 1, 6);
    String line =
        assertThrows(
                IllegalArgumentException.class, () -> Layout.of(time, Dimensions.Z, Scope.STACK))
            .getMessage();
    assertEquals(
        "dimensions=Z: needs at least 2 slices, this image has 1 slice"
            + " (and 6 frames: T, or see Image > Properties)",
        line);
    assertThrows(IllegalArgumentException.class, () -> Layout.of(time, Dimensions.D3, Scope.STACK));
    assertEquals(6, Layout.of(time, Dimensions.T, Scope.STACK).depth());
    ImagePlus plain = Images.hyper(8, 1, 6, 1);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> Layout.of(plain, Dimensions.T, Scope.STACK))
            .getMessage()
            .startsWith("dimensions=T: needs at least 2 frames, this image has 1 frame (and 6 sl"));
  }

  @Test
  void scopeFollowsImageJ() {
    ImagePlus composite = Images.composite(8, 2, 3, 1);
    assertEquals(Scope.STACK, Scope.of(composite, true, false));
    assertEquals(Scope.CHANNELS, Scope.of(composite, false, false));
    assertEquals(Scope.SLICE, Scope.of(composite, false, true));
    composite.setDisplayMode(IJ.COLOR);
    assertEquals(Scope.SLICE, Scope.of(composite, false, false));
    assertEquals(Scope.SLICE, Scope.of(Images.hyper(8, 1, 3, 1), false, false));
  }

  @Test
  void componentsArePlanesInOne() {
    for (Dimensions d : new Dimensions[] {Dimensions.D2, Dimensions.X, Dimensions.D3}) {
      for (int bits : new int[] {8, 24}) {
        ImagePlus imp = Images.hyper(bits, 1, 4, 1);
        Layout layout = Layout.of(imp, d, Scope.STACK);
        ImageSource source = new ImageSource(layout, 0, Slices.inMemory(imp), 7, 5);
        assertEquals(bits == 24 && d.planewise() ? 3 : 1, source.planesInOne(), d + " " + bits);
      }
    }
  }
}
