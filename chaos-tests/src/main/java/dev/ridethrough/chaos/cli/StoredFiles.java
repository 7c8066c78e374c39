package dev.ridethrough.chaos.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the histories in a folder, and in those below. Follows no link, and opens nothing.
final class StoredFiles extends SimpleFileVisitor<Path> {
  /// Days of a gate leave fewer.
  private static final int MAX_FILES = 100_000;

  private static final int MAX_SEEN = 1_000_000;
  private static final int MAX_DEPTH = 50;

  private final List<Path> files = new ArrayList<>();
  private final SortedMap<Path, String> unreadable = new TreeMap<>();
  private int seen;
  private boolean cut;

  private StoredFiles() {}

  /// @param folder no link; or one file
  static StoredFiles in(Path folder) throws IOException {
    StoredFiles found = new StoredFiles();
    Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, found);
    found.files.sort(null);
    return found;
  }

  List<Path> files() {
    return files;
  }

  /// What may hold histories, and why it can't be looked at.
  SortedMap<Path, String> unreadable() {
    return unreadable;
  }

  /// Whether there is more than was looked at.
  boolean isCut() {
    return cut;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    cut |= files.size() + unreadable.size() == MAX_FILES || seen++ == MAX_SEEN;
    if (cut) {
      return FileVisitResult.TERMINATE;
    }
    if (attributes.isDirectory()) {
      unreadable.put(file, "lies deeper than " + MAX_DEPTH + " folders");
    } else if (isHistory(file)) {
      add(file, attributes);
    }
    return FileVisitResult.CONTINUE;
  }

  private void add(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      files.add(file);
    } else {
      unreadable.put(
          file, attributes.isSymbolicLink() ? "is a link, and none is followed" : "is no file");
    }
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    String why = e instanceof AccessDeniedException ? "no permission" : e.toString();
    unreadable.put(file, "can't be read: " + why);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
    if (e != null) {
      unreadable.put(folder, "can't be read to its end: " + e);
    }
    return FileVisitResult.CONTINUE;
  }

  private static boolean isHistory(Path file) {
    return file.toString().endsWith(".jsonl") && !file.endsWith(VerdictLog.NAME);
  }
}
