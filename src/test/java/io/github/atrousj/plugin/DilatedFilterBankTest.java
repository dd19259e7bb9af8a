package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DilatedFilterBankTest {
  private final ImageCommand bank = new DilatedFilterBank();

  @Test
  void channelsNestKernelsThenRatesAndAreLabelled() {
    ImagePlus image = Planes.noise(2);
    ImagePlus result =
        Planes.process(bank, image, "kernel=[sobel-x | 1 -1] rates=1,3 activation=abs stack");
    assertEquals(4, result.getNChannels());
    assertEquals(2, result.getNSlices());
    String[] kernels = {"sobel-x", "sobel-x", "1 -1", "1 -1"};
    int[] rates = {1, 3, 1, 3};
    for (int z = 0; z < 2; z++) {
      for (int c = 0; c < 4; c++) {
        float[] expected = Planes.convolved(Planes.plane(image, z + 1), kernels[c], rates[c]);
        for (int i = 0; i < expected.length; i++) {
          expected[i] = Math.abs(expected[i]);
        }
        int index = result.getStackIndex(c + 1, z + 1, 1);
        assertArrayEquals(expected, Planes.plane(result, index), 1e-5f, "channel " + c);
        assertEquals(
            kernels[c] + " rate " + rates[c] + " - slice " + (z + 1),
            result.getStack().getSliceLabel(index));
      }
    }
    assertEquals("noise-bank", result.getTitle());
  }

  @Test
  void everyComponentOfRgbHasItsOwnChannels() {
    ImagePlus image = new ImagePlus("rgb", new ColorProcessor(5, 5));
    image.getProcessor().set(2, 2, 0x0A141E);
    ImagePlus result = Planes.process(bank, image, "kernel=[2 | 3] rates=1");
    assertEquals(6, result.getNChannels());
    float[] factors = {20, 30, 40, 60, 60, 90};
    String[] labels = {"Red - 2 rate 1", "Red - 3 rate 1", "Green - 2 rate 1"};
    for (int c = 0; c < 6; c++) {
      assertEquals(factors[c], result.getStack().getProcessor(c + 1).getf(2, 2));
    }
    for (int c = 0; c < 3; c++) {
      assertEquals(labels[c], result.getStack().getSliceLabel(c + 1));
    }
  }

  @Test
  void channelsOfAHyperstackComeFirst() {
    ImagePlus image = IJ.createHyperStack("hyper", 9, 9, 2, 2, 2, 16);
    for (int i = 1; i <= 8; i++) {
      image.getStack().getProcessor(i).set(i);
    }
    ImagePlus result = Planes.process(bank, image, "kernel=[1 | 10] rates=1,2 stack");
    assertArrayEquals(new int[] {9, 9, 8, 2, 2}, result.getDimensions());
    for (int t = 1; t <= 2; t++) {
      for (int z = 1; z <= 2; z++) {
        for (int c = 1; c <= 2; c++) {
          int value = image.getStackIndex(c, z, t);
          for (int k = 0; k < 4; k++) {
            int index = result.getStackIndex((c - 1) * 4 + k + 1, z, t);
            assertEquals(k < 2 ? value : 10 * value, Planes.plane(result, index)[40]);
          }
        }
      }
    }
  }

  @Test
  void in3dTheRateSpacesTapsAlongZToo() {
    ImagePlus image = Planes.noise(5);
    ImagePlus result =
        Planes.process(bank, image, "kernel=[1 / 0 / 0 | 0 / 0 / 1] rates=2 dimensions=3D");
    assertEquals(2, result.getNChannels());
    for (int z = 0; z < 5; z++) {
      assertArrayEquals(
          Planes.plane(image, Math.max(0, z - 2) + 1),
          Planes.plane(result, result.getStackIndex(1, z + 1, 1)));
      assertArrayEquals(
          Planes.plane(image, Math.min(4, z + 2) + 1),
          Planes.plane(result, result.getStackIndex(2, z + 1, 1)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rates=1|kernel is missing: give kernel=",
        "kernel=mean-3 rates=0|rates=0: must be up to 256 whole numbers from 1 to 65535 px",
        "kernel=mean-3 rates=1,,2|rates=1,,2: must be up to 256 whole numbers from 1 to 65535 px",
        "kernel=mean-3-3d|kernel=mean-3-3d: is 3 x 3 x 3; dimensions=2D takes a kernel of one",
        "kernel=mean-3 dimensions=Z|dimensions=Z: must be one of 2D, 3D",
        "kernel=mean-3 dimensions=3D|dimensions=3D: needs at least 2 slices, this image has 1",
        "kernel=mean-3 activation=tanh|activation=tanh: must be one of none, relu, abs, square",
        "kernel=mean-3 output=same|unknown key \"output\"",
      })
  void refusesWithOneLine(String options, String line) {
    String refusal = Planes.refusal(bank, Planes.noise(1), options);
    assertEquals(line, refusal.substring(0, Math.min(line.length(), refusal.length())));
  }

  @Test
  void saysHowManyChannelsThereWillBe() {
    assertEquals(
        "6 channels for each channel of the image; effective kernel at rate 8: 17 × 17 px,"
            + " 9 × 1 px.",
        bank.describe(Planes.noise(1), bank.spec().parse("kernel=[sobel-x|-1 1] rates=1,8,4")));
  }
}
