package org.gdposr.activities.tracking;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which values of pending segments a tracker is to get. */
final class DeliveredMetrics {
  private DeliveredMetrics() {}

  private record Point(String name, long step) implements Comparable<Point> {
    private static final Comparator<Point> ORDER =
        Comparator.comparing(Point::name).thenComparingLong(Point::step);

    @Override
    public int compareTo(Point other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * One value per metric and step. A step that was computed again, after its checkpoint was lost,
   * keeps the value that was delivered; of values that all wait, the highest fence's counts.
   *
   * @return sorted by name and step
   */
  static List<MetricValue> missing(List<MetricSegment> delivered, List<MetricSegment> pending) {
    Set<Point> known = new HashSet<>();
    delivered.forEach(segment -> segment.values().forEach(value -> known.add(point(value))));
    Map<Point, MetricValue> missing = new TreeMap<>();
    pending.stream()
        .sorted(Comparator.comparingInt(MetricSegment::fence))
        .flatMap(segment -> segment.values().stream())
        .filter(value -> !known.contains(point(value)))
        .forEach(value -> missing.put(point(value), value));
    return List.copyOf(missing.values());
  }

  private static Point point(MetricValue value) {
    return new Point(value.name(), value.step());
  }
}
