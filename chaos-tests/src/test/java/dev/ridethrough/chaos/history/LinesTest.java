package dev.ridethrough.chaos.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {
  @TempDir private Path folder;

  private static Lines of(String text) {
    return new Lines(new ByteArrayInputStream(text.getBytes(UTF_8)), "here");
  }

  @Test
  void oneAfterTheOther() throws Exception {
    Lines lines = of("a\n\nü\nunfinished");
    assertThat(lines.next()).isEqualTo("a");
    assertThat(lines.next()).isEmpty();
    assertThat(lines.next()).isEqualTo("ü");
    assertThat(lines.next()).isNull();
    assertThat(lines.next()).isNull();
  }

  @Test
  void whatWasOnlyLookedAtIsStillNext() throws Exception {
    Lines lines = of("a\nb\n");
    assertThat(lines.peek()).isEqualTo("a");
    assertThat(lines.peek()).isEqualTo("a");
    assertThat(lines.wrong("so")).hasMessage("here, line 1: so");
    assertThat(lines.next()).isEqualTo("a");
    assertThat(lines.next()).isEqualTo("b");
    assertThat(lines.wrong("so")).hasMessage("here, line 2: so");
    assertThat(lines.peek()).isNull();
  }

  @Test
  void bounded() throws Exception {
    byte[] text = ("x".repeat(100_000) + "\n").repeat(2).getBytes(UTF_8);
    try (Lines enough = new Lines(new ByteArrayInputStream(text), "here", 200_002, 100_000)) {
      assertThat(enough.next()).hasSize(100_000);
      assertThat(enough.next()).hasSize(100_000);
      assertThat(enough.next()).isNull();
    }
    Lines shorter = new Lines(new ByteArrayInputStream(text), "here", 200_002, 99_999);
    assertThatThrownBy(shorter::next).hasMessageContaining("longer than any");
    Lines less = new Lines(new ByteArrayInputStream(text), "here", 200_001, 100_000);
    less.next();
    assertThatThrownBy(less::next).hasMessageContaining("larger than any");
  }

  @Test
  void binary() {
    byte[] bytes = {1, 2, (byte) 0xff, (byte) 0xfe, '\n'};
    Lines lines = new Lines(new ByteArrayInputStream(bytes), "here");
    assertThatThrownBy(lines::next)
        .isInstanceOf(BadHistoryException.class)
        .hasMessage("here, line 1: not a history: this is no UTF-8");
  }

  /// Without an end, and told by nobody how long it is.
  @Test
  void aLineWithoutAnEnd() {
    InputStream endless = new Endless((byte) ' ');
    assertThatThrownBy(() -> new Lines(endless, "here", 1_000_000, 100_000).next())
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("here, line 1: the line is longer than any");
  }

  @Test
  void linesWithoutAnEnd() {
    Lines lines = new Lines(new Endless((byte) '\n'), "here", 1_000_000, 100_000);
    assertThatThrownBy(() -> readAll(lines))
        .isInstanceOf(BadHistoryException.class)
        .hasMessage("here is larger than any history");
  }

  private static void readAll(Lines lines) throws BadHistoryException {
    while (lines.next() != null) {
      assertThat(lines.name()).isEqualTo("here");
    }
  }

  @Test
  void aFolder() throws Exception {
    refused(Files.createDirectory(folder.resolve("x.jsonl")), "is no file");
  }

  /// Whoever opens one waits for somebody who writes.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipe() throws Exception {
    Path pipe = folder.resolve("pipe.jsonl");
    assumeTrue(hasMadePipe(pipe), "there is no mkfifo here");
    refused(pipe, "is no file");
  }

  private static boolean hasMadePipe(Path pipe) throws InterruptedException {
    try {
      Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aFileThatMayNotBeRead() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.jsonl"), "{}\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root reads everything");
    refused(file, "can't read the history");
  }

  private static void refused(Path file, String why) {
    assertThatThrownBy(() -> Lines.of(file))
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  private static final class Endless extends InputStream {
    private final byte what;

    Endless(byte what) {
      this.what = what;
    }

    @Override
    public int read() {
      return what;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      Arrays.fill(bytes, from, from + length, what);
      return length;
    }
  }
}
