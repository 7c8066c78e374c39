package dev.ridethrough.chaos.check;

import static java.util.stream.Collectors.toSet;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Promise 6: a reply belongs to its request, and nothing comes after it. What is cancelled while
/// it waits is not executed.
final class OwnAnswer extends PromiseChecker {
  /// A read returns the first page only; with no more rows than this altogether, that is all.
  private static final int PAGE = 90;

  OwnAnswer() {
    super(
        Promise.OWN_ANSWER,
        "no two requests were in flight in one proxy at the same time, none told its progress, and"
            + " none was cancelled while it waited");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    Set<Integer> progressed =
        run.history().all(Event.Progressed.class).stream()
            .map(Event.Progressed::request)
            .collect(toSet());
    run.lives().forEach(it -> examine(it, witnesses));
    run.lives().forEach(it -> cancelled(run, it, progressed.contains(it.number()), witnesses));
    progressAfterReply(run, witnesses);
    Announcements.tooMany(run, witnesses);
    if (run.doubt() == null) {
      incompleteReads(run, witnesses);
      // In a history that breaks off, the sending may just not have been noted.
      run.history().all(Event.StrayLine.class).stream()
          .filter(it -> !isCut(run, it))
          .map(OwnAnswer::stray)
          .forEach(witnesses::add);
    }
    return new Finding(exercised(run, progressed), witnesses);
  }

  private static void examine(RequestLife life, List<Witness> witnesses) {
    if (life.replies().size() > 1) {
      String sentence = life.name() + " was answered " + life.replies().size() + " times";
      witnesses.add(Witness.ofRequest(life, life.replies().get(1).at(), sentence));
    }
    for (Event.Replied reply : life.replies()) {
      if (reply.outcome() != Outcome.RESULT) {
        continue;
      }
      Long row = reply.row();
      if (isEcho(life) && !reply.detail().equals(life.sent().token())) {
        witnesses.add(Witness.ofRequest(life, reply.at(), life.name() + " got another one's echo"));
      }
      if (row != null && life.effects() != null && !life.rows().contains(row)) {
        String sentence = life.name() + " was told row " + row + ", which isn't its own";
        witnesses.add(Witness.ofRequest(life, reply.at(), sentence));
      }
    }
  }

  private static void cancelled(
      Run run, RequestLife life, boolean progressed, List<Witness> witnesses) {
    Event.Cancelled cancellation = life.cancellation();
    Integer later = Cancellation.laterGeneration(run, life);
    if (cancellation != null && later != null) {
      String sentence = " was executed by generation " + later + ", which was started afterwards";
      witnesses.add(
          Witness.ofRequest(
              life, cancellation.at(), life.name() + " was cancelled, and" + sentence));
    }
    String executed = Cancellation.executed(life, progressed);
    if (cancellation != null && executed != null && Cancellation.cameFirst(run, life)) {
      long after = cancellation.at() - life.sent().at();
      String sentence =
          " was cancelled after "
              + Texts.millis(after)
              + ", before any daemon can have had it, but ";
      long at = life.replies().isEmpty() ? cancellation.at() : life.span().to();
      witnesses.add(Witness.ofRequest(life, at, life.name() + sentence + executed));
    }
  }

  /// The harness takes off what it had added to make an echo large.
  private static boolean isEcho(RequestLife life) {
    return life.sent().action() == Action.ECHO || life.sent().action() == Action.LARGE_ECHO;
  }

  /// By the order of the events: both may carry the same time.
  private static void progressAfterReply(Run run, List<Witness> witnesses) {
    Set<Integer> answered = new HashSet<>();
    for (Event event : run.history().events()) {
      if (event instanceof Event.Replied reply) {
        answered.add(reply.request());
      } else if (event instanceof Event.Progressed it && answered.contains(it.request())) {
        witnesses.add(
            new Witness(
                it.request(),
                -1,
                it.at(),
                "request " + it.request() + " was told progress after its reply"));
      }
    }
  }

  /// What was answered with a result before the read was sent, the read must tell.
  private static void incompleteReads(Run run, List<Witness> witnesses) {
    long rows =
        run.history().all(Event.Effects.class).stream().mapToLong(it -> it.rows().size()).sum();
    if (rows > PAGE) {
      return;
    }
    for (RequestLife read : run.lives()) {
      Event.Replied reply = read.reply();
      if (read.sent().action() != Action.READ || reply == null || !read.endedAs(Outcome.RESULT)) {
        continue;
      }
      run.lives().stream()
          .filter(it -> it.hasEffect() && it.endedAs(Outcome.RESULT))
          .filter(it -> it.span().to() < read.sent().at())
          .filter(it -> !tells(reply.detail(), it.sent().token()))
          .findFirst()
          .ifPresent(it -> witnesses.add(Witness.ofRequest(read, reply.at(), untold(read, it))));
    }
  }

  private static String untold(RequestLife read, RequestLife missing) {
    return read.name()
        + " does not tell of request "
        + missing.number()
        + ", which had got its result before";
  }

  /// Whether the text has the token in it, and not just a longer one that begins with it.
  private static boolean tells(String text, String token) {
    for (int at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
      int end = at + token.length();
      if (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))) {
        return true;
      }
    }
    return false;
  }

  /// Whether it is the last line of a proxy that was killed, which may have been in the middle of
  /// it.
  private static boolean isCut(Run run, Event.StrayLine line) {
    List<Event.StrayLine> theirs =
        run.history().all(Event.StrayLine.class).stream()
            .filter(it -> it.proxy() == line.proxy())
            .toList();
    return line.equals(theirs.getLast())
        && run.ending(line.proxy())
            .filter(it -> it.fault() == Fault.PROXY_KILLED && it.begun().at() <= line.at())
            .isPresent();
  }

  private static Witness stray(Event.StrayLine line) {
    String sentence = "proxy " + line.proxy() + " wrote a line that answers nobody: " + line.line();
    return Witness.ofProxy(line.proxy(), line.at(), sentence);
  }

  private static long exercised(Run run, Set<Integer> progressed) {
    return run.lives().stream()
        .filter(it -> isAnswerAtRisk(run, it, progressed) || Cancellation.cameFirst(run, it))
        .count();
  }

  private static boolean isAnswerAtRisk(Run run, RequestLife life, Set<Integer> progressed) {
    return !life.replies().isEmpty()
        && (progressed.contains(life.number()) || isCrowded(run, life));
  }

  /// Whether its reply could have gone to somebody else.
  private static boolean isCrowded(Run run, RequestLife life) {
    return run.lives().stream()
        .filter(it -> it.sent().proxy() == life.sent().proxy() && it.number() != life.number())
        .anyMatch(it -> it.span().overlaps(life.span()));
  }
}
