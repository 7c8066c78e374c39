package dev.ridethrough.machine.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus.Kind;
import dev.ridethrough.machine.Host;
import dev.ridethrough.machine.KernelException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Programs by `ProcessBuilder`, files by `java.nio.file`.
final class RealHost implements Host {
  private static final Path NOTHING = Path.of("/dev/null");

  @Override
  public Ended run(List<String> command, Map<String, String> environment, Duration limit)
      throws KernelException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(NOTHING.toFile());
    builder.environment().putAll(environment);
    Process process = start(builder);
    Captured out = Captured.of(process.getInputStream());
    Captured err = Captured.of(process.getErrorStream());
    if (!Uninterrupted.get(() -> process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS))) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new KernelException(
          Errno.EAGAIN,
          "run "
              + command.getFirst()
              + " (ended after "
              + limit.toMillis()
              + " ms without result)");
    }
    return new Ended(process.exitValue(), out.text(), err.text());
  }

  private static Process start(ProcessBuilder builder) throws KernelException {
    try {
      return builder.start();
    } catch (IOException failure) {
      throw new KernelException(Errno.EIO, "start " + builder.command().getFirst(), failure);
    }
  }

  /// By `setsid`: a shell that ends, or its Ctrl-C, signals what is in its session.
  @Override
  public long startDetached(List<String> command, Path log) throws KernelException {
    List<String> words = new ArrayList<>();
    words.add(Files.isExecutable(Path.of("/usr/bin/setsid")) ? "/usr/bin/setsid" : "nohup");
    words.addAll(command);
    try {
      RealFiles.create(log);
    } catch (java.nio.file.FileAlreadyExistsException there) {
      RealFiles.regular(log, "append to");
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "create", log);
    }
    Redirect end = Redirect.appendTo(log.toFile());
    return start(
            new ProcessBuilder(words)
                .redirectInput(NOTHING.toFile())
                .redirectOutput(end)
                .redirectError(end))
        .pid();
  }

  @Override
  public boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  @Override
  public void replace(Path file, String text) throws KernelException {
    Path temporary = file.resolveSibling(file.getFileName() + "~");
    try {
      Files.deleteIfExists(temporary);
      RealFiles.create(temporary);
      try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE, NOFOLLOW_LINKS)) {
        var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "write", file);
    }
  }

  @Override
  public long size(Path file) throws KernelException {
    try {
      return RealFiles.look(file).kind() == Kind.MISSING ? 0 : Files.size(file);
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "measure", file);
    }
  }

  @Override
  public String read(Path file, int limit) throws KernelException {
    RealFiles.regular(file, "read");
    try (var in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new KernelException(Errno.EIO, "read " + file + " (more than " + limit + " bytes)");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException garbage) {
      throw new KernelException(Errno.EIO, "read " + file + " (it is not UTF-8)", garbage);
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "read", file);
    }
  }

  @Override
  public @Nullable Path launcher() {
    String path = System.getProperty("ridethrough.launcher");
    return path == null ? null : Path.of(path).normalize();
  }

  @Override
  public Path javaHome() {
    return Path.of(System.getProperty("java.home", "/usr"));
  }
}
