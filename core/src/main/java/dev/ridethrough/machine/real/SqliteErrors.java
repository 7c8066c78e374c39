package dev.ridethrough.machine.real;

import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Table;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What to tell people when SQLite fails, and what to try again before.
final class SqliteErrors {
  // SQLite's result codes; the higher bits of a code only refine it.
  private static final int PRIMARY_CODE = 0xff;
  private static final int PERM = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int NOTADB = 26;

  private static final String LIBRARY =
      "SQLite's native library can't be loaded. Make sure that the folder for temporary files"
          + " exists, is writable and allows execution.";

  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 10_000_000;

  private SqliteErrors() {}

  interface Step<T> {
    T run() throws SQLException;
  }

  /// Again while another process has the database, for a fifth of a second. Not by SQLite's own
  /// `busy_timeout`: its pauses grow, and the store's only thread would be gone for seconds.
  static <T> T retrying(Step<T> step) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return step.run();
      } catch (SQLException failure) {
        if (primary(failure) != BUSY || attempt == ATTEMPTS) {
          throw failure;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  static StoreException translate(Throwable failure, Path path) {
    return new StoreException(
        "The store " + path + " can't be used: " + advice(failure, path), failure);
  }

  /// Whether a value that must be unique is there already.
  static boolean isDuplicate(SQLException failure) {
    return failure instanceof SQLiteException known
        && known.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
  }

  /// When a row is refused.
  static StoreException duplicate(SQLException failure, Path path, Table table) {
    return new StoreException(
        "The store "
            + path
            + " has a row under this key already, in its table "
            + table.name()
            + ". Nothing was changed. Check that no other program uses the store: fuser "
            + path,
        failure);
  }

  /// When a column can't be made unique.
  static StoreException duplicates(SQLException failure, Path path, Table table) {
    return new StoreException(
        "The store "
            + path
            + " can't be used: rows of its table "
            + table.name()
            + " have the same "
            + table.key()
            + ", which must be unique. Another program or version wrote them. Move the file away"
            + " together with its -wal and -shm files; a new one will be made.",
        failure);
  }

  /// When the database is empty or gone, and its log is not.
  static StoreException logAlone(Path path, Path log) {
    return new StoreException(
        "The store "
            + path
            + " can't be used: it is empty or missing, but "
            + log
            + " is not, and holds what was written to it last. Somebody deleted or emptied the one"
            + " without the other. Nothing was changed. Put the file back; or move the log away, and a"
            + " new store will be made, which knows nothing of earlier requests.",
        null);
  }

  /// When what SQLite finds in the table of the key is not what it should be.
  static StoreException damaged(Path path, Table table, String finding) {
    return new StoreException(
        "The store "
            + path
            + " can't be used: "
            + advice(CORRUPT, path)
            + " SQLite says of its table "
            + table.name()
            + ": "
            + Text.printable(finding),
        null);
  }

  /// When a later version wrote the file, or nobody can have.
  static StoreException otherFormat(Path path, int found, StoreFormat ours) {
    String who =
        found < 0
            ? "its format has the number " + found + ", which no version writes: it is damaged."
            : ("a version of the program that is %d formats ahead wrote it (format %d; this one writes"
                    + " %d and can go on with %d).")
                .formatted(found - ours.number(), found, ours.number(), ours.newest());
    return new StoreException(
        "The store "
            + path
            + " can't be used: "
            + who
            + " Nothing was changed. Start the version that wrote it, or the one before that; or move"
            + " the file away together with its -wal and -shm files: a new one will be made, which"
            + " knows nothing of earlier requests.",
        null);
  }

  private static String advice(Throwable failure, Path path) {
    return switch (failure) {
      // Without a code of SQLite's own the failure came before SQLite: its library was not loaded.
      case SQLException sql when sql.getErrorCode() == 0 && sql.getCause() != null -> library();
      case SQLException sql -> advice(primary(sql), path);
      case LinkageError _ -> library();
      default -> access(path);
    };
  }

  private static int primary(SQLException failure) {
    return failure.getErrorCode() & PRIMARY_CODE;
  }

  private static String advice(int code, Path path) {
    return switch (code) {
      case NOTADB, CORRUPT ->
          "the file is not an SQLite database or is damaged. Move it away together with its -wal"
              + " and -shm files (sqlite3's .recover may read what is left); a new one will be made,"
              + " which knows nothing of earlier requests.";
      case FULL -> "the disk is full. Make room on the file system of " + path.getParent() + ".";
      case BUSY, LOCKED -> "another program has it locked. Find it with: fuser " + path;
      case READONLY ->
          "it is read-only. Check the file's and folder's owner and mode, and how the disk is"
              + " mounted.";
      case CANTOPEN, PERM -> access(path);
      case IOERR ->
          unlessDescriptorsLack(
              "the disk reported an error or is full. Check the system log and the free space.");
      default ->
          "SQLite failed (code "
              + code
              + "). If another version of the program wrote it, start that one, or move the file away"
              + " together with its -wal and -shm files.";
    };
  }

  private static String library() {
    return unlessDescriptorsLack(LIBRARY);
  }

  /// SQLite does not tell this cause from others.
  private static String unlessDescriptorsLack(String advice) {
    return Errnos.descriptorsLeft()
        ? advice
        : "no file descriptor is left. Raise the limit (ulimit -n).";
  }

  private static String access(Path path) {
    return unlessDescriptorsLack(
        "it can't be opened. Check that the folder "
            + path.getParent()
            + " exists, belongs to you and may be written, and that the file is yours.");
  }
}
