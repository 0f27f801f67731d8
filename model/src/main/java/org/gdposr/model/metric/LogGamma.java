package org.gdposr.model.metric;

/** ln Γ(x) for x > 0, the same bits on every machine. */
final class LogGamma {
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
  private static final double STIRLING_FROM = 12;

  private LogGamma() {}

  static double of(double x) {
    double product = 1;
    double shifted = x;
    while (shifted < STIRLING_FROM) {
      product *= shifted;
      shifted += 1;
    }
    double inverse = 1 / shifted;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    double stirling =
        (shifted - 0.5) * StrictMath.log(shifted) - shifted + HALF_LOG_TWO_PI + series;
    return stirling - StrictMath.log(product);
  }
}
