package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Journaled;
import dev.ridethrough.chaos.scenario.Request.Kind;
import dev.ridethrough.machine.Phase;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Two records of a request that follow each other in the journal, between which a daemon can die.
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the sets
enum JournalPair {
  STARTED("nothing", "its start", Journaled.NOTHING, Kinds.JOURNALED),
  EFFECT_WITH_COMPLETION(
      "its start", "effect and completion in one", Journaled.STARTED, Kinds.TRANSACTIONAL),
  EFFECT("its start", "its effect", Journaled.STARTED, Kinds.DIRECT),
  COMPLETION("its effect", "its completion", Journaled.EFFECT, Kinds.DIRECT),
  DROPPED("its start", "taken back, as it was cancelled", Journaled.DROPPING, Kinds.JOURNALED),
  ACKNOWLEDGED("its completion", "its acknowledgement", Journaled.COMPLETED, Kinds.JOURNALED),
  FORGOTTEN(
      "its acknowledgement",
      "forgotten, with the next start",
      Journaled.FORGETTING,
      Kinds.JOURNALED),
  STARTED_AGAIN(
      "the start of a dead generation",
      "another start",
      Journaled.STARTED_BEFORE,
      Kinds.REPEATABLE),
  EFFECT_WITH_COMPLETION_AGAIN(
      "another start",
      "effect and completion in one",
      Journaled.STARTED_AGAIN,
      Kinds.TRANSACTIONAL),
  EFFECT_AGAIN("another start", "its effect", Journaled.STARTED_AGAIN, Kinds.IDEMPOTENT),
  DOUBTED(
      "the start of a dead generation", "that nobody knows", Journaled.STARTED_BEFORE, Kinds.OTHER),
  DOUBT_ACKNOWLEDGED(
      "that nobody knows", "its acknowledgement", Journaled.DOUBTED, Kinds.JOURNALED);

  private static final Set<Phase> EXECUTED = EnumSet.of(Phase.EXECUTE, Phase.REPLY);

  private final String first;
  private final String second;
  private final Journaled journaled;
  private final Set<Kind> kinds;

  /// Of which tools. A class of its own, since an enum's constants come before its fields.
  private static final class Kinds {
    static final Set<Kind> JOURNALED = EnumSet.complementOf(EnumSet.of(Kind.READ_ONLY));
    static final Set<Kind> TRANSACTIONAL = EnumSet.of(Kind.TRANSACTIONAL);
    static final Set<Kind> IDEMPOTENT = EnumSet.of(Kind.IDEMPOTENT);
    static final Set<Kind> OTHER = EnumSet.of(Kind.OTHER);
    static final Set<Kind> DIRECT = EnumSet.of(Kind.IDEMPOTENT, Kind.OTHER);
    static final Set<Kind> REPEATABLE = EnumSet.of(Kind.TRANSACTIONAL, Kind.IDEMPOTENT);

    private Kinds() {}
  }

  JournalPair(String first, String second, Journaled journaled, Set<Kind> kinds) {
    this.first = first;
    this.second = second;
    this.journaled = journaled;
    this.kinds = kinds;
  }

  String first() {
    return first;
  }

  String second() {
    return second;
  }

  /// The pair between which a daemon ended that had the request in its hands.
  static Optional<JournalPair> of(Event.Caught caught, Kind kind) {
    return EXECUTED.contains(caught.phase())
        ? Arrays.stream(values())
            .filter(it -> it.journaled == caught.journaled() && it.kinds.contains(kind))
            .findFirst()
        : Optional.empty();
  }
}
