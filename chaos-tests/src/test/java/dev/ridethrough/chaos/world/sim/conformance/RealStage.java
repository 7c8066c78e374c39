package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A story's folder on the real kernel, and what is done there by nobody's process.
final class RealStage implements Stage, AutoCloseable {
  private static final RealMachine MACHINE = new RealMachine();

  private final Path folder;
  private final Scene scene = new Scene();
  private final Map<Integer, Integer> bound = new HashMap<>();

  RealStage(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectory(folder);
      setMode(folder, EVERYBODY);
      furnish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  String look() {
    return scene.look(CHANGING, this::status);
  }

  private FileStatus status(String path) throws KernelException {
    return MACHINE.files().status(folder.resolve(path));
  }

  String perform(int number, Call.Outside call) {
    try {
      return switch (call) {
        case Call.Bind c -> bind(number, c.path());
        case Call.ListenOn c -> done(() -> RawSockets.listen(bound.get(c.bound()), c.backlog()));
        case Call.CloseBound c -> done(() -> RawSockets.close(bound.remove(c.bound())));
        case Call.SetMode c -> done(() -> setMode(folder.resolve(c.path()), c.mode()));
        case Call.RemoveDirectory c -> done(() -> Files.delete(folder.resolve(c.path())));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private static String done(Action action) throws IOException {
    action.run();
    return Hands.OK;
  }

  private String bind(int number, String path) throws KernelException {
    int descriptor = RawSockets.bind(folder.resolve(path), RawSockets.STREAM);
    if (descriptor < 0) {
      return status(path).kind() == FileStatus.Kind.MISSING ? "ENOENT" : "EADDRINUSE";
    }
    bound.put(number, descriptor);
    return Hands.OK;
  }

  private static void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  @Override
  public void folder(String path, int mode) throws IOException {
    Files.createDirectory(folder.resolve(path));
    setMode(folder.resolve(path), mode);
  }

  @Override
  public void file(String path, int mode, String text) throws IOException {
    Files.writeString(folder.resolve(path), text);
    setMode(folder.resolve(path), mode);
  }

  @Override
  public void pipe(String path, int mode) throws IOException {
    RawSockets.makePipe(folder.resolve(path), mode);
    setMode(folder.resolve(path), mode);
  }

  @Override
  public void datagramSocket(String path) throws IOException {
    bound.put(ChildMain.NO_LINE, RawSockets.bind(folder.resolve(path), RawSockets.DATAGRAM));
    setMode(folder.resolve(path), EVERYBODY);
  }

  @Override
  public void link(String path, String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(path), folder.resolve(target));
  }

  @Override
  public void close() {
    bound.values().forEach(RawSockets::close);
    Children.remove(folder);
  }
}
