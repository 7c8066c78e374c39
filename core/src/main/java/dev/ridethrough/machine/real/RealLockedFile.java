package dev.ridethrough.machine.real;

import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.LockedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A locked file. While it is open its inode is not given to another file, so that `id` tells it
/// from all others.
record RealLockedFile(FileChannel channel, Path path, String id) implements LockedFile {

  @Override
  public boolean isCurrent() throws KernelException {
    return RealFiles.look(path).id().equals(id);
  }

  @Override
  public String read() throws KernelException {
    try {
      return SmallText.read(channel);
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "read", path);
    }
  }

  @Override
  public void write(String text) throws KernelException {
    try {
      SmallText.write(channel, text);
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "write", path);
    }
  }
}
