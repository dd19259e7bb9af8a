/**
 * Volumes processed by Apache Spark: {@link io.github.atrousj.spark.ProcessVolume} is what
 * spark-submit runs. Built by the Maven profile {@code spark}, into an artifact of its own; nothing
 * else in AtrousJ knows it.
 */
package io.github.atrousj.spark;
