package dev.ridethrough.machine;

/// What `lstat` says of a path.
///
/// @param mode the permission bits
/// @param id device and inode as one word, equal only for the same file at one time
public record FileStatus(Kind kind, int uid, int mode, String id) {

  public enum Kind {
    MISSING,
    SOCKET,
    FILE,
    DIRECTORY,
    LINK,
    OTHER
  }

  public static final FileStatus MISSING = new FileStatus(Kind.MISSING, -1, 0, "");
}
