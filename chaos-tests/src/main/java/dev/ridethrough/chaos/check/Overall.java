package dev.ridethrough.chaos.check;

/// The verdict on a whole run, with the exit code that says so. In the order of their rank, the
/// highest last.
public enum Overall {
  HELD(0),
  VACUOUS(2),
  INVALID(3),
  BROKEN(1);

  private final int exitCode;

  Overall(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }

  static Overall of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Held _ -> HELD;
      case Verdict.Broken _ -> BROKEN;
      case Verdict.Vacuous _ -> VACUOUS;
      case Verdict.Invalid _ -> INVALID;
    };
  }

  /// The one that outranks the other.
  public static Overall worst(Overall one, Overall other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
