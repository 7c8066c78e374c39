package dev.ridethrough.chaos.cli;

import java.util.regex.Pattern;

/// Words of commands that people paste into a shell.
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private ShellWord() {}

  /// The word as a POSIX shell must be told it; unchanged where that's possible.
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
