package dev.ridethrough.service;

import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads units that this program, an older version of it or a person wrote.
final class UnitReader {
  private final Machine machine;

  UnitReader(Machine machine) {
    this.machine = machine;
  }

  /// What the units say.
  ///
  /// @param socketUnit the text of the socket unit, or null when there is none
  /// @throws ServiceException when it can't be read; the message is only the reason
  Unit read(String serviceUnit, @Nullable String socketUnit) throws ServiceException {
    List<String> words = UnitWords.split(value(serviceUnit, "ExecStart"), this::specifier);
    if (words.isEmpty()) {
      throw new ServiceException("it has no ExecStart");
    }
    Path home = option(words, "--home");
    if (home == null) {
      home = path(specifier('h')).resolve(".ridethrough");
    }
    Path socket = socketUnit == null ? option(words, "--socket") : listens(socketUnit);
    Path own = home.resolve(DaemonSettings.SOCKET);
    boolean activated = words.contains("--socket-activated");
    return new Unit(
        path(words.getFirst()),
        machine.host().javaHome(),
        home,
        socket == null ? own : socket,
        drain(words),
        activated);
  }

  private Path listens(String unit) throws ServiceException {
    String value = value(unit, "ListenStream");
    if (value.isEmpty()) {
      throw new ServiceException("the socket unit has no ListenStream");
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%') {
        path.append(c);
      } else if (++i < value.length()) {
        path.append(value.charAt(i) == '%' ? "%" : specifier(value.charAt(i)));
      }
    }
    return path(path.toString());
  }

  /// The last value of that name, with its continuation lines.
  private static String value(String unit, String name) {
    String found = "";
    for (String line : unit.replace("\\\n", " ").split("\n", -1)) {
      String bare = line.strip();
      int equals = bare.indexOf('=');
      if (equals > 0 && bare.substring(0, equals).strip().equals(name)) {
        found = bare.substring(equals + 1).strip();
      }
    }
    return found;
  }

  private static @Nullable Path option(List<String> words, String name) throws ServiceException {
    String text = text(words, name);
    return text == null ? null : path(text);
  }

  private static @Nullable String text(List<String> words, String name) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith(name + "=")) {
        return words.get(i).substring(name.length() + 1);
      }
      if (words.get(i).equals(name) && i + 1 < words.size()) {
        return words.get(i + 1);
      }
    }
    return null;
  }

  private static Duration drain(List<String> words) throws ServiceException {
    String text = text(words, "--drain");
    try {
      return text == null ? DaemonSettings.DEFAULT_DRAIN : Durations.parse(text);
    } catch (BadMessageException e) {
      throw new ServiceException(String.valueOf(e.getMessage()));
    }
  }

  private static Path path(String text) throws ServiceException {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      throw new ServiceException("it has a path in it that can't be used here");
    }
    throw new ServiceException("it has a path in it that does not begin with a slash");
  }

  private String specifier(char letter) throws ServiceException {
    String value =
        switch (letter) {
          case 'h' -> machine.environment("HOME");
          case 't' -> machine.environment("XDG_RUNTIME_DIR");
          default -> null;
        };
    if (value == null) {
      throw new ServiceException("it has a %" + letter + " in it, which is not known here");
    }
    return value;
  }
}
