package io.github.atrousj.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLibraryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "identity = 1",
        "mean-1 = 1",
        "mean-3 = 1/9 1/9 1/9; 1/9 1/9 1/9; 1/9 1/9 1/9",
        "gaussian-3 = 1/16 2/16 1/16; 2/16 4/16 2/16; 1/16 2/16 1/16",
        "gaussian-5 = 1/256 4/256 6/256 4/256 1/256; 4/256 16/256 24/256 16/256 4/256;"
            + " 6/256 24/256 36/256 24/256 6/256; 4/256 16/256 24/256 16/256 4/256;"
            + " 1/256 4/256 6/256 4/256 1/256",
        "laplacian-4 = 0 1 0; 1 -4 1; 0 1 0",
        "laplacian-8 = 1 1 1; 1 -8 1; 1 1 1",
        "sobel-x = -1 0 1; -2 0 2; -1 0 1",
        "sobel-y = -1 -2 -1; 0 0 0; 1 2 1",
        "prewitt-x = -1 0 1; -1 0 1; -1 0 1",
        "prewitt-y = -1 -1 -1; 0 0 0; 1 1 1",
        "scharr-x = -3 0 3; -10 0 10; -3 0 3",
        "scharr-y = -3 -10 -3; 0 0 0; 3 10 3",
        "sharpen = 0 -1 0; -1 5 -1; 0 -1 0",
        "centre-surround = -.125 -.125 -.125; -.125 1 -.125; -.125 -.125 -.125",
        "mean-5-row = 1/5 1/5 1/5 1/5 1/5",
        "gaussian-3-row = 1/4 1/2 1/4",
        "gaussian-7-row = 1/64 6/64 15/64 20/64 15/64 6/64 1/64",
        "b3-spline-row = 1/16 4/16 6/16 4/16 1/16",
        "diff-row = -1 1",
        "central-diff-row = -0.5 0 0.5",
        "second-diff-row = 1 -2 1",
        "centre-surround-row = -0.5 1 -0.5",
        "laplacian-6-3d = 0 0 0;0 1 0;0 0 0 / 0 1 0;1 -6 1;0 1 0 / 0 0 0;0 1 0;0 0 0",
        "laplacian-26-3d = 1 1 1;1 1 1;1 1 1 / 1 1 1;1 -26 1;1 1 1 / 1 1 1;1 1 1;1 1 1",
        "gaussian-3-3d = 1/64 2/64 1/64; 2/64 4/64 2/64; 1/64 2/64 1/64"
            + " / 2/64 4/64 2/64; 4/64 8/64 4/64; 2/64 4/64 2/64"
            + " / 1/64 2/64 1/64; 2/64 4/64 2/64; 1/64 2/64 1/64",
      })
  void numbers(String name, String numbers) {
    assertEquals(KernelText.parse(numbers, KernelText.Images.NONE), KernelLibrary.find(name));
  }

  @Test
  void theStarletKernelIsTheBinomialOfFive() {
    assertEquals(KernelLibrary.find("gaussian-5"), KernelLibrary.find("b3-spline"));
    assertEquals(KernelLibrary.find("gaussian-5-3d"), KernelLibrary.find("b3-spline-3d"));
    assertEquals(KernelLibrary.find("gaussian-5-row"), KernelLibrary.find("b3-spline-row"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sobel", "prewitt", "scharr"})
  void slopesAlongYAreTheTransposesOfSlopesAlongX(String name) {
    assertEquals(KernelLibrary.find(name + "-x").transposed(), KernelLibrary.find(name + "-y"));
  }

  /** A ramp of slope 1 along one axis: the answer along that axis, and nothing along the others. */
  @ParameterizedTest
  @CsvSource({
    "sobel-x, 8, 0, 0",
    "prewitt-y, 0, 6, 0",
    "scharr-x, 32, 0, 0",
    "sobel-x-3d, 32, 0, 0",
    "sobel-y-3d, 0, 32, 0",
    "sobel-z-3d, 0, 0, 32",
  })
  void slopesAnswerToTheirOwnAxis(String name, double alongX, double alongY, double alongZ) {
    Kernel kernel = KernelLibrary.find(name);
    double[] answers = new double[3];
    for (int i = 0; i < kernel.weights().length; i++) {
      answers[0] += kernel.weights()[i] * (i % kernel.width());
      answers[1] += kernel.weights()[i] * (double) (i / kernel.width() % kernel.height());
      answers[2] += kernel.weights()[i] * (double) (i / kernel.width() / kernel.height());
    }
    assertArrayEquals(new double[] {alongX, alongY, alongZ}, answers);
    assertEquals(0, kernel.sum());
  }

  static List<String> names() {
    return KernelLibrary.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNameOfferedIsAKernelOfItsDimensions(String name) {
    Kernel kernel = KernelLibrary.find(name);
    assertNotNull(kernel);
    assertEquals(kernel, KernelText.parse(kernel.text(), KernelText.Images.NONE));
    KernelLibrary.Entry entry =
        KernelLibrary.entries().stream()
            .filter(e -> e.choices().contains(name))
            .findFirst()
            .orElseThrow();
    assertTrue(KernelLibrary.names(entry.dimensions()).contains(name));
    assertEquals(entry.dimensions() == 3, kernel.depth() > 1);
    assertEquals(entry.dimensions() == 1 || name.equals("identity"), kernel.height() == 1);
    assertTrue(entry.help().lines().count() == 1 && !entry.help().isBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gaussian-3", "gaussian-15", "gaussian-25-row", "gaussian-11-3d"})
  void binomialsSumToExactlyOneAndAreSeparable(String name) {
    assertEquals(1, KernelLibrary.find(name).sum());
    assertTrue(KernelLibrary.find(name).separate().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean-1023", "mean-1-row", "mean-101-3d", "mean-7"})
  void meansSumToOne(String name) {
    assertEquals(1, KernelLibrary.find(name).sum(), 1e-7);
    assertTrue(KernelLibrary.find(name).separate().isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "centre-surround",
        "blob",
        "centre-surround-row",
        "centre-surround-3d",
        "laplacian-4",
        "laplacian-8",
        "laplacian-26-3d",
        "log-0.5",
        "log-1",
        "log-1.37",
        "log-16",
        "dog-0.5",
        "dog-2.2",
        "dog-16",
        "gabor-0",
        "gabor-33.3",
        "gabor-180"
      })
  void bandPassKernelsSumToExactlyZero(String name) {
    Kernel kernel = KernelLibrary.find(name);
    assertEquals(0, kernel.sum());
    assertEquals(0, kernel.transposed().sum());
    assertEquals(kernel, kernel.normalized());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 2, 5})
  void laplacianOfGaussianIsScaleNormalized(double sigma) {
    Kernel log = KernelLibrary.find("log-" + sigma);
    int radius = (int) Math.ceil(4 * sigma);
    assertEquals(2 * radius + 1, log.width());
    // sigma² times the Laplacian of x²/2 + y²/2 is 2 sigma².
    double s2 = sigma * sigma;
    assertEquals(2 * s2, response(log, (x, y) -> (x * x + y * y) / 2), s2 / 25);
    // A Gaussian blob of the same sigma answers -1/2, whatever the sigma.
    assertEquals(-0.5, response(log, (x, y) -> Math.exp(-(x * x + y * y) / (2 * s2))), 0.005);
  }

  @Test
  void differenceOfGaussiansIsPositiveOnBrightSpots() {
    Kernel dog = KernelLibrary.find("dog-2");
    assertEquals(21, dog.width());
    assertEquals(1 / (8 * Math.PI) - 1 / (8 * Math.PI * 2.56), dog.weight(10, 10, 0), 2e-4);
    // Gaussians convolve to Gaussians: 4 / (4 + 4) - 4 / (4 + 10.24).
    assertEquals(0.5 - 4 / 14.24, response(dog, (x, y) -> Math.exp(-(x * x + y * y) / 8)), 0.002);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "90, 1, 0", "45, 0.70710678, 0.70710678", "30, 0.5, 0.8660254"})
  void gaborAnswersToLinesAtItsAngle(String degrees, double nx, double ny) {
    Kernel gabor = KernelLibrary.find("gabor-" + degrees);
    double k = Math.PI / 2;
    assertEquals(1, response(gabor, (x, y) -> Math.cos(k * (nx * x + ny * y))), 1e-5);
    assertEquals(0, response(gabor, (x, y) -> Math.cos(k * (ny * x - nx * y))), 0.05);
    // A line that rises to the right on screen, where y points down.
    assertEquals(
        degrees.equals("90") || degrees.equals("0"),
        Math.abs(gabor.weight(5, 3, 0) - gabor.weight(5, 5, 0)) < 1e-6);
    if (degrees.equals("45")) {
      assertTrue(gabor.weight(5, 3, 0) > gabor.weight(5, 5, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 18})
  void centreSurroundGivesTheContrastOfWhatFitsInItsRingAtEveryRate(int rate) {
    Kernel kernel = KernelLibrary.find(KernelLibrary.MULTI_SCALE_DEFAULT);
    assertEquals(3, atRate(kernel, rate, disc(0.9 * rate, 3)));
    assertEquals(0, atRate(kernel, rate, disc(1.5 * rate, 3)));
    assertEquals(0, atRate(kernel, rate, (x, y) -> 5 + 2 * x - 3 * y));
    assertEquals(0, atRate(kernel, rate, (x, y) -> 65535));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 18})
  void blobAnswersMostAtTheRateThatFitsTheSpot(int rate) {
    Kernel kernel = KernelLibrary.find("blob");
    assertEquals(0.25, atRate(kernel, rate, disc(0.9 * rate, 1)));
    assertEquals(1, atRate(kernel, rate, disc(1.42 * rate, 1)));
    assertEquals(1, atRate(kernel, rate, disc(1.99 * rate, 1)));
    assertEquals(0, atRate(kernel, rate, disc(2.9 * rate, 1)));
    double energy = 0;
    for (float w : kernel.weights()) {
      energy += w * w;
    }
    assertEquals(0.45, Math.sqrt(energy), 0.005);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "mean-0 = an odd whole number from 1 to 1023 as its number, as in mean-3",
        "mean-2 = an odd whole number from 1 to 1023 as its number, as in mean-3",
        "mean-3.5 = an odd whole number from 1 to 1023 as its number, as in mean-3",
        "Mean-1025 = an odd whole number from 1 to 1023 as its number, as in mean-3",
        "mean-99999999999999999999 = an odd whole number from 1 to 1023 as its number,"
            + " as in mean-3",
        "gaussian-1 = an odd whole number from 3 to 15 as its number, as in gaussian-3",
        "mean-103-3d = an odd whole number from 1 to 101 as its number, as in mean-3-3d",
        "log-0.4 = a scale from 0.5 to 16 pixels as its number, as in log-1",
        "gabor-181 = an angle from 0 to 180 degrees as its number, as in gabor-0",
      })
  void aRightNameWithAWrongNumberSaysWhatItTakes(String name, String allowed) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> KernelLibrary.find(name));
    assertEquals("kernel=" + name + ": needs " + allowed, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mean", "mean-", "mean--3", "mean-3-", "mean-row", "-row", "gabor-x", "1"})
  void whatIsNoNameIsNotFound(String text) {
    assertNull(KernelLibrary.find(text));
  }

  @Test
  void namesAreDistinctAndAmericanSpellingIsUnderstood() {
    assertEquals(KernelLibrary.names().size(), new HashSet<>(KernelLibrary.names()).size());
    assertEquals("identity", KernelLibrary.names().get(0));
    assertEquals(KernelLibrary.find("centre-surround"), KernelLibrary.find("Center-Surround"));
  }

  private interface Image {
    double at(double x, double y);
  }

  private static Image disc(double radius, double contrast) {
    return (x, y) -> 100 + (Math.hypot(x, y) <= radius ? contrast : 0);
  }

  private static double response(Kernel kernel, Image image) {
    return atRate(kernel, 1, image);
  }

  /** The correlation at the centre of the image, taps spaced by the rate. */
  private static double atRate(Kernel kernel, int rate, Image image) {
    double sum = 0;
    for (int y = 0; y < kernel.height(); y++) {
      for (int x = 0; x < kernel.width(); x++) {
        sum +=
            kernel.weight(x, y, 0)
                * image.at(
                    rate * (x - (kernel.width() - 1) / 2), rate * (y - (kernel.height() - 1) / 2));
      }
    }
    return sum;
  }
}
