package dev.ridethrough.chaos.scenario;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/// A scenario that breaks promises for a reason that somebody knows, and mends by some day. Until
/// then it may; see [KnownFailureFile] for what may be known at all.
///
/// @param id tells it from all others
/// @param issue the link to where it is discussed
/// @param owner who mends it
/// @param expires the last day, in UTC, on which it is excused
/// @param promises the numbers of those that it may break, at least one
/// @param world the name of the one in which it is run
/// @param delivery how its proxies deliver
public record KnownFailure(
    String id,
    String issue,
    String owner,
    LocalDate expires,
    Set<Integer> promises,
    String world,
    String delivery,
    Scenario scenario) {
  public static final String DEFAULT_DELIVERY = "at-most-once";

  public KnownFailure {
    promises = Set.copyOf(promises);
  }

  /// How many days it is still excused after this one; negative when it has expired.
  public long daysLeft(LocalDate today) {
    return ChronoUnit.DAYS.between(today, expires);
  }
}
