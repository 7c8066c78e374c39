package dev.ridethrough.update;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Whether a process runs from a folder: a daemon that drains still loads classes from it. By what
/// it has open and mapped, as `/proc` tells it of this user's processes.
final class InUse {
  private static final Path PROCESSES = Path.of("/proc");

  private InUse() {}

  /// True, too, where that can't be told.
  static boolean is(Path folder) {
    try (Stream<Path> all = Files.list(PROCESSES)) {
      String inside = folder.toRealPath() + "/";
      return all.filter(it -> Character.isDigit(it.getFileName().toString().charAt(0)))
          .anyMatch(it -> opens(it, inside) || maps(it, inside));
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
  }

  private static boolean opens(Path process, String inside) {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return open.anyMatch(it -> leadsTo(it, inside));
    } catch (IOException | UncheckedIOException e) {
      return false; // gone, or another user's
    }
  }

  private static boolean leadsTo(Path link, String inside) {
    try {
      return Files.readSymbolicLink(link).toString().startsWith(inside);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static boolean maps(Path process, String inside) {
    try {
      // other processes may have mapped files of any name
      List<String> maps = Files.readAllLines(process.resolve("maps"), ISO_8859_1);
      String bytes = new String(inside.getBytes(UTF_8), ISO_8859_1);
      return maps.stream().anyMatch(it -> it.contains(bytes));
    } catch (IOException e) {
      return false; // gone, or another user's
    }
  }
}
