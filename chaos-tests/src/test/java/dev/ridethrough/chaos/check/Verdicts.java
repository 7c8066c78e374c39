package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Story;

/// What checkers say, in short.
final class Verdicts {
  private Verdicts() {}

  static void held(Checker checker, Story story, long exercised) {
    assertThat(checker.judge(story.tell())).isEqualTo(new Verdict.Held(exercised));
  }

  static void vacuous(Checker checker, Story story) {
    assertThat(checker.judge(story.tell())).isInstanceOf(Verdict.Vacuous.class);
  }

  static void invalid(Checker checker, Story story, String reason) {
    assertThat(checker.judge(story.tell()))
        .isInstanceOfSatisfying(
            Verdict.Invalid.class, it -> assertThat(it.reason()).contains(reason));
  }

  /// Broken exactly once.
  static void broken(Checker checker, Story story, int request, String sentence) {
    assertThat(checker.judge(story.tell()))
        .isInstanceOfSatisfying(
            Verdict.Broken.class,
            it -> {
              assertThat(it.witnesses()).hasSize(1);
              assertThat(it.witnesses().getFirst().request()).isEqualTo(request);
              assertThat(it.witnesses().getFirst().sentence()).contains(sentence);
            });
  }
}
