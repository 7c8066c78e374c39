package dev.ridethrough.chaos.world.container;

import dev.ridethrough.chaos.world.process.Posix;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/// A proxy's standard input and output: named pipes in the shared folder, which are pipes to the
/// end. An engine that copies them would say nothing of what is unread.
record Pipes(Path in, Path out) {
  static Pipes make(Path folder, String name) throws IOException {
    Pipes pipes = new Pipes(folder.resolve(name + ".in"), folder.resolve(name + ".out"));
    Posix.makePipe(pipes.in);
    Posix.makePipe(pipes.out);
    return pipes;
  }

  /// Waits until the other end is there, or was [#abandon]ed. Not for virtual threads, of which
  /// whoever waits for a named pipe takes the processor away.
  Ends open() throws IOException {
    OutputStream input = new FileOutputStream(in.toFile());
    InputStream output = new FileInputStream(out.toFile());
    Ends ends = new Ends(input, output, new SynchronousQueue<>());
    Thread.ofPlatform().daemon().name("pipe").start(ends::read);
    return ends;
  }

  /// Nobody will come any more: who waits finds the other end closed.
  void abandon() {
    for (Path pipe : new Path[] {in, out}) {
      try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw")) {
        both.getFD();
      } catch (IOException e) {
        // the folder is gone, and whoever waits with it
      }
    }
  }

  /// Our ends.
  ///
  /// @param lines handed over one by one, so that what nobody takes stays in the pipe; empty at the
  ///   end
  record Ends(OutputStream input, InputStream output, SynchronousQueue<Optional<String>> lines) {
    void write(String line) throws IOException {
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    }

    private void read() {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.put(Optional.of(line));
        }
      } catch (IOException e) {
        // the pipe ends with the process
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      end();
    }

    private void end() {
      try {
        lines.put(Optional.empty());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Nullable String readLine() throws IOException {
      try {
        return lines.take().orElse(null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    void close() throws IOException {
      input.close();
      output.close();
    }
  }
}
