package io.github.atrousj.param;

/**
 * Values for all parameters of a command that solve a known problem, offered by its dialog. A
 * preset only fills in the fields: it has no key, and what is recorded are the values.
 *
 * @param name what the dialog's list says
 * @param options the values as a macro would give them
 * @param help what the result is, one line
 */
public record Preset(String name, String options, String help) {}
