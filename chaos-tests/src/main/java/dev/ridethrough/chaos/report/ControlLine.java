package dev.ridethrough.chaos.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ridethrough.chaos.check.Control;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A negative control.
///
/// @param brokenPromise the promise that was expected to be broken, or null
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlLine(
    String name,
    Overall expected,
    @Nullable Integer brokenPromise,
    Overall actual,
    List<Integer> actuallyBroken,
    boolean asExpected) {
  static ControlLine of(Control it) {
    return new ControlLine(
        it.name(),
        it.expected(),
        it.broken() == null ? null : it.broken().id(),
        it.actual(),
        it.actuallyBroken().stream().map(Promise::id).sorted().toList(),
        it.isAsExpected());
  }
}
