package dev.ridethrough.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatATerminalWouldObeyIsWrittenOut() {
    assertThat(Printable.escaped("a\033[2J\r\n\t\u009b\u202e\u2066\u2028\u200b\ufeffz"))
        .isEqualTo(
            "a\\u{1b}[2J\\u{d}\\u{a}\\u{9}\\u{9b}\\u{202e}\\u{2066}\\u{2028}\\u{200b}\\u{feff}z");
    assertThat(Printable.escaped("half \ud83d")).isEqualTo("half \\u{d83d}");
    assertThat(Printable.escaped("Grüße 😀 \\u{1b}")).isEqualTo("Grüße 😀 \\u{1b}");
  }

  @Test
  void noLongerThanAllowed() {
    assertThat(Printable.escaped("123456", 6)).isEqualTo("123456");
    assertThat(Printable.escaped("1234567", 6)).isEqualTo("123...");
    assertThat(Printable.escaped("\0\0\0\0\0\0\0", 6)).hasSize(6);
    assertThat(Printable.escaped("😀".repeat(1_000), 7)).hasSizeLessThanOrEqualTo(7);
  }
}
