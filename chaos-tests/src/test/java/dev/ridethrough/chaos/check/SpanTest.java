package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final Span WHOLE = new Span(10, 20);

  private static List<Span> left(Span... others) {
    return WHOLE.without(List.of(others));
  }

  @Test
  void nothingTakenOut() {
    assertThat(left()).containsExactly(WHOLE);
    assertThat(left(new Span(0, 10), new Span(20, 30))).containsExactly(WHOLE);
  }

  @Test
  void everythingTakenOut() {
    assertThat(left(WHOLE)).isEmpty();
    assertThat(left(new Span(15, Span.OPEN), new Span(0, 15))).isEmpty();
  }

  @Test
  void inTheMiddleAndAtTheEnds() {
    assertThat(left(new Span(12, 14))).containsExactly(new Span(10, 12), new Span(14, 20));
    assertThat(left(new Span(18, Span.OPEN), new Span(5, 11))).containsExactly(new Span(11, 18));
  }

  @Test
  void overlappingOnesAreTakenOutOnce() {
    assertThat(left(new Span(12, 18), new Span(13, 14), new Span(17, 19)))
        .containsExactly(new Span(10, 12), new Span(19, 20));
  }

  @Test
  void anInstant() {
    Span instant = new Span(10, 10);
    assertThat(instant.without(List.of())).containsExactly(instant);
    assertThat(instant.without(List.of(WHOLE))).containsExactly(instant);
    assertThat(instant.without(List.of(new Span(9, 11)))).isEmpty();
  }

  @Test
  void whatHasNoEnd() {
    assertThat(new Span(10, Span.OPEN).without(List.of(new Span(12, 14))))
        .containsExactly(new Span(10, 12), new Span(14, Span.OPEN));
  }
}
