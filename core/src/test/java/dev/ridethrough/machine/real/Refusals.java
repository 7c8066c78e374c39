package dev.ridethrough.machine.real;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

final class Refusals {
  private Refusals() {}

  /// The errno that `call` fails with.
  static Errno errno(ThrowingCallable call) {
    KernelException refused = catchThrowableOfType(KernelException.class, call);
    if (refused == null) {
      throw new AssertionError("it was not refused");
    }
    return refused.errno();
  }
}
