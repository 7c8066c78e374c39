package dev.ridethrough.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ridethrough.machine.KernelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final int MAX = 10;
  private static final String TOO_LONG = "too long";

  @Test
  void readsTheSameLinesWhereverTheBytesAreSplit() throws KernelException {
    byte[] bytes = "one\r\n\ntwö\n0123456789\r\n0123456789\nmore than ten\nlast\n".getBytes(UTF_8);
    for (int at = 0; at <= bytes.length; at++) {
      byte[] head = Arrays.copyOf(bytes, at);
      byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
      assertThat(all(List.of(head, tail)))
          .as("split at %d", at)
          .containsExactly("one", "", "twö", "0123456789", "0123456789", TOO_LONG, "last");
    }
  }

  @Test
  void linesOnOneBudgetGetItOneAfterTheOther() throws Exception {
    byte[] large = ("x".repeat(20_000) + "\n").getBytes(UTF_8);
    ByteBudget budget = new ByteBudget(30_000);
    Lines first = new Lines(new ScriptedStream(List.of(large)), budget);
    Lines second = new Lines(new ScriptedStream(List.of(large)), budget);
    assertThat(first.next()).hasSize(20_000);
    assertThatExceptionOfType(OverBudgetException.class).isThrownBy(second::next);
    first.release();
    Lines third = new Lines(new ScriptedStream(List.of(large)), budget);
    assertThat(third.next()).hasSize(20_000);
  }

  @Test
  void anUnterminatedLineIsNeverReturned() throws KernelException {
    assertThat(all(List.of("one\ntwo".getBytes(UTF_8)))).containsExactly("one");
    assertThat(all(List.of("{\"id\":1}".getBytes(UTF_8)))).isEmpty();
  }

  @Test
  void goesOnBehindALineThatIsTooLong() throws KernelException {
    byte[] piece = "x".repeat(9).getBytes(UTF_8);
    List<byte[]> pieces = new ArrayList<>(Collections.nCopies(1000, piece));
    pieces.add("\nnext\n".getBytes(UTF_8));
    assertThat(all(pieces)).containsExactly(TOO_LONG, "next");
  }

  @Test
  void aLineThatNeverEndsCostsBoundedMemory() throws KernelException, BadMessageException {
    byte[] piece = new byte[64 * 1024];
    Arrays.fill(piece, (byte) 'x');
    ScriptedStream stream = new ScriptedStream(Collections.nCopies(1000, piece));
    assertThat(new Lines(stream, 100_000).next()).isNull();
    assertThat(stream.largestRead).isLessThan(400_000);
  }

  @Test
  void looksForMoreWithoutTakingWhatHasCome() throws KernelException, BadMessageException {
    ScriptedStream stream =
        new ScriptedStream(List.of(new byte[0], "mo".getBytes(UTF_8), "re\n".getBytes(UTF_8)));
    Lines lines = new Lines(stream);
    assertThat(lines.hasMore(stream)).as("nothing has come").isFalse();
    assertThat(lines.hasMore(stream)).as("a part has come").isTrue();
    assertThat(lines.hasMore(stream)).as("it is still there").isTrue();
    assertThat(lines.next()).isEqualTo("more".getBytes(UTF_8));
    assertThat(lines.hasMore(stream)).as("the end has come").isTrue();
  }

  @Test
  void theLimitIsInTheMessage() {
    Lines lines = new Lines(new ScriptedStream(List.of("01234567890\n".getBytes(UTF_8))), MAX);
    assertThatExceptionOfType(BadMessageException.class)
        .isThrownBy(lines::next)
        .withMessageContaining("10 bytes");
  }

  static List<String> all(List<byte[]> pieces) throws KernelException {
    Lines lines = new Lines(new ScriptedStream(pieces), MAX);
    List<String> all = new ArrayList<>();
    while (true) {
      try {
        byte[] line = lines.next();
        if (line == null) {
          return all;
        }
        all.add(new String(line, UTF_8));
      } catch (BadMessageException e) {
        all.add(TOO_LONG);
      }
    }
  }
}
