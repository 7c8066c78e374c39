package dev.ridethrough.chaos.world.process.hook;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.Files;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.Watch;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

record HookFiles(Files files, KillPoints points) implements Files {
  @Override
  public FileStatus status(Path path) throws KernelException {
    points.at(Operation.STATUS);
    return files.status(path);
  }

  @Override
  public void createDirectory(Path path) throws KernelException {
    points.at(Operation.MKDIR);
    files.createDirectory(path);
  }

  @Override
  public void rename(Path from, Path to) throws KernelException {
    points.at(Operation.RENAME);
    files.rename(from, to);
  }

  @Override
  public void unlink(Path path) throws KernelException {
    points.at(Operation.UNLINK);
    files.unlink(path);
  }

  @Override
  public @Nullable LockedFile tryLock(Path path) throws KernelException {
    points.at(Operation.LOCK);
    LockedFile file = files.tryLock(path);
    return file == null ? null : new HookLockedFile(file, points);
  }

  @Override
  public String read(Path path) throws KernelException {
    points.at(Operation.READ);
    return files.read(path);
  }

  @Override
  public Watch watch(Path directory) throws KernelException {
    points.at(Operation.WATCH);
    return files.watch(directory);
  }

  private record HookLockedFile(LockedFile file, KillPoints points) implements LockedFile {
    @Override
    public boolean isCurrent() throws KernelException {
      points.at(Operation.STATUS);
      return file.isCurrent();
    }

    @Override
    public String read() throws KernelException {
      points.at(Operation.READ);
      return file.read();
    }

    @Override
    public void write(String text) throws KernelException {
      points.at(Operation.WRITE);
      file.write(text);
    }
  }
}
