package dev.ridethrough.machine;

/// What the kernel said, by its POSIX name. Never decided by message text: that is localised.
public enum Errno {
  ENOENT,
  ENOTDIR,
  ECONNREFUSED,
  EACCES,
  EAGAIN,
  EPROTOTYPE,
  ENAMETOOLONG,
  EADDRINUSE,
  EEXIST,
  EMFILE,
  ECONNRESET,
  EPIPE,
  ENOSPC,
  EROFS,
  ENOTEMPTY,
  /// The descriptor was closed by this process while it was in use.
  EBADF,
  /// Anything else; the message of the cause tells more.
  EIO
}
