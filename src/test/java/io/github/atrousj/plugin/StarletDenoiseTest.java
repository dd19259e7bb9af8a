package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarletDenoiseTest {
  private final StarletDenoise denoise = new StarletDenoise();

  @ParameterizedTest
  @CsvSource({"gain,2", "offset,-100.25", "readnoise,0.5"})
  void cameraKeysAreRefusedWithoutPoisson(String key, String value) {
    String options = key + "=" + value;
    String line =
        assertThrows(IllegalArgumentException.class, () -> denoise.spec().parse(options))
            .getMessage();
    assertEquals(
        options + ": has an effect only with poisson; add poisson, or leave " + key + " out", line);
    denoise.spec().parse(options + " poisson");
  }

  @Test
  void theirDefaultsNeedNoPoisson() {
    denoise.spec().parse("gain=1 offset=0 readnoise=0");
  }
}
