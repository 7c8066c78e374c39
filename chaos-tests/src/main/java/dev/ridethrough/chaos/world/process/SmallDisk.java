package dev.ridethrough.chaos.world.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A small file system of its own, so that it can be filled up. Needs root.
final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "size=4m,mode=0700";
  private static final long LIMIT_SECONDS = 10;

  /// Those that are there, to be taken away however this process ends.
  private static final Set<Path> MOUNTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> MOUNTED.forEach(it -> run("umount", "-l", "" + it))));
  }

  private final Path place;

  private SmallDisk(Path place) {
    this.place = place;
  }

  /// Mounts one over an empty directory.
  static SmallDisk mount(Path place) throws IOException {
    if (!run("mount", "-t", "tmpfs", "-o", SIZE, "ridethrough", place.toString())) {
      throw new IOException("can't mount a small disk at " + place);
    }
    MOUNTED.add(place);
    return new SmallDisk(place);
  }

  /// Tries it.
  static boolean works(Path root) {
    try {
      Path place = Files.createDirectory(root.resolve("disk"));
      try (SmallDisk disk = mount(place)) {
        return disk.fill();
      } finally {
        Files.deleteIfExists(place);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /// Writes until nothing more fits.
  ///
  /// @return whether the kernel said that the disk is full
  boolean fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      for (int i = 0; i < 10_000; i++) {
        out.write(block);
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return place.resolve("filler");
  }

  /// Takes one away that another process had mounted there, if there is any.
  static void release(Path place) {
    if (isMounted(place)) {
      run("umount", "-l", place.toString());
    }
  }

  private static boolean isMounted(Path place) {
    try {
      return Files.readString(Path.of("/proc/mounts")).contains(" " + place + " tmpfs ");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (run("umount", "-l", place.toString())) {
      MOUNTED.remove(place);
    }
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
