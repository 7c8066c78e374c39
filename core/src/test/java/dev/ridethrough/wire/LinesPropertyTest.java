package dev.ridethrough.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.KernelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LinesPropertyTest {
  /// How the bytes come in must not matter, whatever they are.
  @Property
  void piecesDoNotMatter(
      @ForAll("text") String text, @ForAll @Size(max = 8) List<@IntRange(max = 60) Integer> cuts)
      throws KernelException {
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(LinesTest.all(cut(bytes, cuts))).isEqualTo(LinesTest.all(List.of(bytes)));
  }

  @Property
  void onlyTerminatedLinesCome(@ForAll("text") String text) throws KernelException {
    long newlines = text.chars().filter(c -> c == '\n').count();
    assertThat(LinesTest.all(List.of(text.getBytes(UTF_8)))).hasSize((int) newlines);
  }

  @Provide
  Arbitrary<String> text() {
    Arbitrary<String> line =
        Combinators.combine(
                Arbitraries.integers().between(0, 13).map("a"::repeat),
                Arbitraries.of("\n", "\r\n", "\r", ""))
            .as(String::concat);
    return line.list().ofMaxSize(8).map(lines -> String.join("", lines));
  }

  private static List<byte[]> cut(byte[] bytes, List<Integer> cuts) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    for (int cut : cuts.stream().sorted().filter(c -> c < bytes.length).toList()) {
      pieces.add(Arrays.copyOfRange(bytes, from, cut));
      from = cut;
    }
    pieces.add(Arrays.copyOfRange(bytes, from, bytes.length));
    return pieces;
  }
}
