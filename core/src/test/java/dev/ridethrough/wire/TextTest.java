package dev.ridethrough.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void nobodyCanForgeALogLine() {
    assertThat(Text.printable("a\nridethrough: all is well\r\n"))
        .isEqualTo("a\\u000aridethrough: all is well\\u000d\\u000a");
    assertThat(Text.printable("a\u2028b\u2029c\u0085d")).isEqualTo("a\\u2028b\\u2029c\\u0085d");
  }

  @Test
  void nobodyCanSteerATerminal() {
    assertThat(Text.printable("\u001b[2J\u0007\u009b31m\u007f\t"))
        .isEqualTo("\\u001b[2J\\u0007\\u009b31m\\u007f\\u0009");
  }

  @Test
  void textThatRunsBackwardsIsShownForward() {
    assertThat(Text.printable("\u202eevil\u200b\ufeff")).isEqualTo("\\u202eevil\\u200b\\ufeff");
  }

  @Test
  void ordinaryTextOfAnyLanguageStaysAsItIs() {
    String text = "Größe 大きさ 🙂 \"quoted\" c:\\x";
    assertThat(Text.printable(text)).isEqualTo(text);
  }

  @Test
  void longTextIsCut() {
    assertThat(Text.printable("x".repeat(500))).hasSize(500);
    assertThat(Text.printable("x".repeat(501))).hasSize(501).endsWith("…");
    assertThat(Text.printable("\u0000".repeat(1_000_000))).hasSizeLessThan(4000);
  }
}
