package dev.ridethrough.machine.real;

import dev.ridethrough.machine.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of an open database, by device and inode. Links are followed, as SQLite does.
record SqliteFiles(List<Path> paths, List<String> ids) {

  /// As many links as a kernel follows.
  private static final int MAX_LINKS = 40;

  static Path log(Path database) throws IOException {
    return beside(database, "-wal");
  }

  /// SQLite keeps log and index beside the file that a link leads to, be it there or not.
  private static Path beside(Path database, String suffix) throws IOException {
    Path file = database;
    for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(file); i++) {
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /// Whether there is no file, or nothing in it.
  static boolean isEmpty(Path path) throws IOException {
    return !Files.exists(path) || (Files.isRegularFile(path) && Files.size(path) == 0);
  }

  /// What is there now.
  static SqliteFiles at(Path database) throws IOException {
    List<Path> paths = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Path path : List.of(database, log(database), beside(database, "-shm"))) {
      paths.add(path);
      ids.add(RealFiles.target(path).id());
    }
    return new SqliteFiles(paths, ids);
  }

  /// Only a definite answer counts: a file that can't be looked at now has not gone for that.
  boolean areCurrent() {
    try {
      for (int i = 0; i < paths.size(); i++) {
        if (!RealFiles.target(paths.get(i)).id().equals(ids.get(i))) {
          return false;
        }
      }
      return true;
    } catch (KernelException unclear) {
      return true;
    }
  }
}
