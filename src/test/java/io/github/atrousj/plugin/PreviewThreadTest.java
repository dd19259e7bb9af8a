package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.Preview;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests come from a dialog as fast as a person changes values. */
@Timeout(60)
class PreviewThreadTest {
  private static final int SIDE = 64;

  private final DilatedConvolution real = new DilatedConvolution();
  private final List<String> asked = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** The command itself; the first preview waits at the gate as a long computation would. */
  private final ImageCommand command =
      new ImageCommand() {
        @Override
        public String title() {
          return real.title();
        }

        @Override
        public String about() {
          return real.about();
        }

        @Override
        public ParamSpec spec() {
          return real.spec();
        }

        @Override
        public ImagePlus process(ImagePlus image, Values values, Monitor monitor) {
          return real.process(image, values, monitor);
        }

        @Override
        public void preview(Preview preview, ImagePlus image, Values values, Monitor monitor) {
          synchronized (asked) {
            asked.add(real.spec().text(values, "rate"));
          }
          begun.countDown();
          try {
            while (!gate.await(1, TimeUnit.MILLISECONDS)) {
              if (monitor.cancelled()) {
                throw new CancellationException();
              }
            }
          } catch (InterruptedException e) {
            throw new CancellationException();
          }
          real.preview(preview, image, values, monitor);
        }
      };

  private static ImagePlus image() {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * i % 251);
    }
    return new ImagePlus("image", new ByteProcessor(SIDE, SIDE, pixels));
  }

  private Values rate(int rate) {
    return real.spec().parse("kernel=laplacian-8 output=same rate=" + rate);
  }

  private List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  private static byte[] pixels(ImagePlus image) {
    return ((byte[]) image.getProcessor().getPixels()).clone();
  }

  private byte[] result(int rate) {
    ImagePlus copy = image();
    real.process(copy, rate(rate), Monitor.NONE);
    return pixels(copy);
  }

  private static void await(String what, BooleanSupplier there) throws InterruptedException {
    for (int i = 0; i < 5000 && !there.getAsBoolean(); i++) {
      Thread.sleep(5);
    }
    assertTrue(there.getAsBoolean(), what);
  }

  private static boolean shows(ImagePlus image, byte[] pixels) {
    return Arrays.equals(pixels, pixels(image));
  }

  @Test
  void onlyTheNewestOfWaitingRequestsIsComputed() throws InterruptedException {
    ImagePlus image = image();
    byte[] before = pixels(image);
    gate = new CountDownLatch(1);
    try (PreviewThread thread = new PreviewThread(command, image, line -> {})) {
      thread.request(rate(1));
      begun.await();
      for (int rate = 2; rate <= 9; rate++) {
        thread.request(rate(rate));
      }
      gate.countDown();
      byte[] wanted = result(9);
      await("rate 9", () -> shows(image, wanted));
      assertEquals(List.of("1", "9"), asked());
    }
    assertArrayEquals(before, pixels(image));
  }

  /** What a selection does not allow is tried again with the next selection. */
  @Test
  void aPreviewComesBackWhenTheSelectionAllowsIt() throws InterruptedException {
    ImagePlus image = image();
    byte[] before = pixels(image);
    image.setRoi(SIDE + 10, 3, 5, 5);
    gate = new CountDownLatch(0);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try (PreviewThread thread = new PreviewThread(command, image, lines::add)) {
      thread.request(rate(1));
      await("refused", () -> lines.size() == 1);
      assertFalse(lines.get(0).isEmpty());
      assertArrayEquals(before, pixels(image));
      image.deleteRoi();
      byte[] wanted = result(1);
      await("shown", () -> shows(image, wanted));
      await("no longer refused", () -> lines.size() == 2);
      assertEquals("", lines.get(1));
    }
    assertArrayEquals(before, pixels(image));
  }

  /** A long computation gives way; one that comes to the same values again starts afresh. */
  @Test
  void newerValuesStopALongComputation() throws InterruptedException {
    ImagePlus image = image();
    gate = new CountDownLatch(1);
    try (PreviewThread thread = new PreviewThread(command, image, line -> {})) {
      thread.request(rate(1));
      begun.await();
      thread.request(rate(2));
      await("rate 2", () -> asked().contains("2"));
      thread.request(rate(1));
      await("rate 1 again", () -> asked().equals(List.of("1", "2", "1")));
      gate.countDown();
      byte[] wanted = result(1);
      await("its pixels", () -> shows(image, wanted));
    }
  }

  @Test
  void neitherRestoringNorAskingWaitsForTheComputation() throws InterruptedException {
    ImagePlus image = image();
    byte[] before = pixels(image);
    gate = new CountDownLatch(1);
    try (PreviewThread thread = new PreviewThread(command, image, line -> {})) {
      thread.request(rate(1));
      begun.await();
      thread.restore(); // would never return
      gate.countDown();
      thread.request(rate(3));
      byte[] wanted = result(3);
      await("rate 3", () -> shows(image, wanted));
      thread.restore();
      await("the own pixels", () -> shows(image, before));
      thread.request(rate(3));
      await("rate 3 again", () -> shows(image, wanted));
    }
    assertArrayEquals(before, pixels(image));
  }

  @Test
  void followsTheSelection() throws InterruptedException {
    ImagePlus image = image();
    byte[] before = pixels(image);
    byte[] wanted = result(2);
    try (PreviewThread thread = new PreviewThread(command, image, line -> {})) {
      thread.request(rate(2));
      await("all", () -> shows(image, wanted));
      image.setRoi(0, 10, SIDE, 20);
      byte[] part = before.clone();
      System.arraycopy(wanted, 10 * SIDE, part, 10 * SIDE, 20 * SIDE);
      await("the selection", () -> shows(image, part));
    }
    assertArrayEquals(before, pixels(image));
    assertFalse(asked().isEmpty());
  }
}
