package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// When a fault strikes.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "at")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Aim.Time.class, name = "time"),
  @JsonSubTypes.Type(value = Aim.Point.class, name = "point")
})
public sealed interface Aim {

  /// For people.
  default String words() {
    return switch (this) {
      case Time time -> time.millis + " ms into the life";
      case Point point -> point.coordinate.toString();
    };
  }

  /// At a time.
  ///
  /// @param millis since the life began: the daemon serves and the proxies are connected
  record Time(@JsonProperty(required = true) long millis) implements Aim {
    public Time {
      Bounds.check(millis, 0, 60_000, "aim millis");
    }
  }

  /// Right before the operation at the coordinate.
  ///
  /// @param gather how many threads must stand there first (0 means 1); the earlier ones are held
  ///   until the fault strikes
  record Point(@JsonProperty(required = true) Coordinate coordinate, int gather) implements Aim {
    public Point {
      gather = gather == 0 ? 1 : gather;
      Bounds.check(gather, 1, 100, "gather");
    }
  }
}
