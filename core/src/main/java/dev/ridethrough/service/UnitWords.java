package dev.ridethrough.service;

import java.util.List;

/// Words in a unit file, as `systemd.syntax(7)` and `systemd.service(5)` have them.
final class UnitWords {
  private UnitWords() {}

  /// One word of a command line.
  static String argument(String word) {
    return quoted(word).replace("$", "$$");
  }

  /// The program of a command line: no variable is put in there, so a dollar stays one.
  static String program(String path) {
    return quoted(path);
  }

  /// A variable of the environment.
  static String variable(String name, String value) {
    return quoted(name + "=" + value);
  }

  private static String quoted(String word) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '%' -> out.append("%%");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ' || c == 0x7f) {
            out.append("\\x%02x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /// A path that is a whole value; there is no way to quote it.
  ///
  /// @throws ServiceException when it can't be written so
  static String wholePath(String path) throws ServiceException {
    boolean bare = path.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    if (!bare || !path.strip().equals(path) || path.endsWith("\\")) {
      throw new ServiceException(
          "a unit can't name this path: it ends with a space or backslash, or has a control"
              + " character in it. Give another --socket.");
    }
    return path.replace("%", "%%");
  }

  /// The words of a command line that somebody may have edited.
  ///
  /// @param specifiers what `%h` and so on stand for
  /// @throws ServiceException when it can't be read; the message is only the reason
  static List<String> split(String line, Specifiers specifiers) throws ServiceException {
    return new WordReader(line, specifiers).all();
  }

  /// What a `%` and a letter stand for.
  interface Specifiers {
    /// The text for it.
    ///
    /// @throws ServiceException when it is not known
    String of(char letter) throws ServiceException;
  }
}
