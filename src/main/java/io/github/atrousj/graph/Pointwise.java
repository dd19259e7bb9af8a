package io.github.atrousj.graph;

/**
 * A function of one value with up to two numbers of its own, as the operators of ONNX have them.
 * NaN stays NaN unless said.
 *
 * @param a first number, its meaning as said at the kind
 * @param b second number
 */
public record Pointwise(Kind kind, float a, float b) {

  /** What is computed of a value v. */
  public enum Kind {
    /** v, or a·v where v is negative. */
    LEAKY_RELU,
    /** v, or a·(eᵛ − 1) where v is negative. */
    ELU,
    /** 1 / (1 + e⁻ᵛ). */
    SIGMOID,
    TANH,
    /** min(max(v, a), b). */
    CLIP,
    /** min(max(a·v + b, 0), 1). */
    HARD_SIGMOID,
    /** ln(1 + eᵛ). */
    SOFTPLUS,
    /** v / (1 + |v|). */
    SOFTSIGN,
    NEGATE,
    ABS,
    EXP,
    LOG,
    SQRT,
    /** vᵃ. */
    POWER,
    /** 1 / v. */
    RECIPROCAL,
    /** Gauss error function. */
    ERF,
    FLOOR,
    CEIL,
    /** To the nearest whole number, halves to the even one. */
    ROUND,
    /** Towards 0. */
    TRUNCATE,
    /** −1, 0 or 1. */
    SIGN,
    /** a·v + b, rounded once. */
    SCALE,
    /** v + a. */
    ADD,
    /** v · a. */
    MULTIPLY,
    /** v / a. */
    DIVIDE,
    /** a − v. */
    SUBTRACT_FROM,
    /** a / v. */
    DIVIDE_INTO,
    /** max(v, a). */
    MAX,
    /** min(v, a). */
    MIN
  }

  public static Pointwise of(Kind kind) {
    return new Pointwise(kind, 0, 0);
  }

  public static Pointwise of(Kind kind, float a) {
    return new Pointwise(kind, a, 0);
  }

  /** Applies the function to the first {@code n} values; {@code in} may be {@code out}. */
  public void apply(float[] in, float[] out, int n) {
    switch (kind) {
      case LEAKY_RELU:
        for (int i = 0; i < n; i++) {
          out[i] = in[i] < 0 ? a * in[i] : in[i];
        }
        break;
      case SCALE:
        for (int i = 0; i < n; i++) {
          out[i] = Math.fma(a, in[i], b);
        }
        break;
      case ADD:
        for (int i = 0; i < n; i++) {
          out[i] = in[i] + a;
        }
        break;
      case MULTIPLY:
        for (int i = 0; i < n; i++) {
          out[i] = in[i] * a;
        }
        break;
      case CLIP:
        for (int i = 0; i < n; i++) {
          out[i] = Math.min(Math.max(in[i], a), b);
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          out[i] = value(in[i]);
        }
    }
  }

  /** The function of one value. */
  float value(float v) {
    return switch (kind) {
      case LEAKY_RELU -> v < 0 ? a * v : v;
      case ELU -> v < 0 ? (float) (a * Math.expm1(v)) : v;
      case SIGMOID -> (float) (1 / (1 + Math.exp(-v)));
      case TANH -> (float) Math.tanh(v);
      case CLIP -> Math.min(Math.max(v, a), b);
      case HARD_SIGMOID -> Math.min(Math.max(a * v + b, 0f), 1f);
      case SOFTPLUS -> (float) (Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs((double) v))));
      case SOFTSIGN -> v / (1 + Math.abs(v));
      case NEGATE -> -v;
      case ABS -> Math.abs(v);
      case EXP -> (float) Math.exp(v);
      case LOG -> (float) Math.log(v);
      case SQRT -> (float) Math.sqrt(v);
      case POWER -> (float) Math.pow(v, a);
      case RECIPROCAL -> 1 / v;
      case ERF -> (float) Erf.of(v);
      case FLOOR -> (float) Math.floor(v);
      case CEIL -> (float) Math.ceil(v);
      case ROUND -> (float) Math.rint(v);
      case TRUNCATE -> v < 0 ? (float) Math.ceil(v) : (float) Math.floor(v);
      case SIGN -> Math.signum(v);
      case SCALE -> Math.fma(a, v, b);
      case ADD -> v + a;
      case MULTIPLY -> v * a;
      case DIVIDE -> v / a;
      case SUBTRACT_FROM -> a - v;
      case DIVIDE_INTO -> a / v;
      case MAX -> Math.max(v, a);
      case MIN -> Math.min(v, a);
    };
  }
}
