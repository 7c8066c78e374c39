package dev.ridethrough.service;

/// One thing that was looked at.
///
/// @param name such as `socket`
/// @param text for people; where it is not well, with what to do
public record Check(String name, Level level, String text) {
  /// How it is.
  public enum Level {
    OK,
    /// It works, but not as it should.
    WARNING,
    /// It does not work.
    PROBLEM;

    /// In words.
    public String words() {
      return switch (this) {
        case OK -> "ok";
        case WARNING -> "warning";
        case PROBLEM -> "problem";
      };
    }
  }

  static Check ok(String name, String text) {
    return new Check(name, Level.OK, text);
  }

  static Check warning(String name, String text) {
    return new Check(name, Level.WARNING, text);
  }

  static Check problem(String name, String text) {
    return new Check(name, Level.PROBLEM, text);
  }
}
