package io.github.atrousj.spark;

import io.github.atrousj.plugin.VolumeProcess;
import io.github.atrousj.plugin.VolumeProcess.Settings;
import java.io.Serializable;

/**
 * What is to be done, as it travels to the executors.
 *
 * @param from folder of the input, a whole path
 * @param level of resolution of the input
 * @param to folder of the output, a whole path
 * @param command as text
 * @param settings how it is done
 */
record Work(String from, int level, String to, String command, Settings settings)
    implements Serializable {
  Work with(Settings chosen) {
    return new Work(from, level, to, command, chosen);
  }

  /** Makes or reopens the output: once, in the driver. */
  VolumeProcess begin() {
    return VolumeProcess.begin(from, level, to, command, settings);
  }

  /** Opens what the driver has begun. */
  VolumeProcess join() {
    return VolumeProcess.join(from, level, to, command, settings);
  }
}
