package dev.ridethrough.chaos.failure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A run that broke promises.
///
/// @param broken the promises, by their numbers, as they were judged then
/// @param original what the scenario was made smaller from, or null
/// @param history of the run, with its scenario, its seed and its world
public record Failure(
    Origin origin,
    Versions versions,
    List<Broken> broken,
    @Nullable Scenario original,
    History history) {

  public Failure {
    broken = List.copyOf(broken);
  }

  /// How it came about.
  ///
  /// @param command of the harness, such as `gate`
  /// @param seed of the whole run; the scenario has one of its own
  /// @param sabotage with which the run was spoilt, or `none`
  /// @param app the folder of the app that was put to the test, where it was not the checkout's
  ///   own; nothing in it is ever run unless somebody who was asked trusts the file
  public record Origin(
      @JsonProperty(required = true) String command,
      @JsonProperty(required = true) long seed,
      @JsonProperty(required = true) String sabotage,
      @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET)
          @Nullable String app) {}

  /// A promise that was broken.
  ///
  /// @param sentence what happened, once
  public record Broken(
      @JsonProperty(required = true) int promise,
      @JsonProperty(required = true) String title,
      @JsonProperty(required = true) int times,
      @JsonProperty(required = true) String sentence) {
    public Broken {
      if (promise < 1 || promise > Promise.values().length) {
        throw new IllegalArgumentException("there is no promise " + promise);
      }
      if (times < 1) {
        throw new IllegalArgumentException("nothing is broken " + times + " times");
      }
    }

    static Stream<Broken> of(Judgement.Ruling ruling) {
      if (!(ruling.verdict() instanceof Verdict.Broken verdict)) {
        return Stream.empty();
      }
      List<Witness> witnesses = verdict.witnesses();
      Promise promise = ruling.promise();
      return Stream.of(
          new Broken(
              promise.id(),
              promise.title(),
              witnesses.size(),
              witnesses.isEmpty() ? "" : witnesses.getFirst().sentence()));
    }
  }

  /// Of a run that was just judged.
  public static Failure of(
      Origin origin,
      Versions versions,
      @Nullable Scenario original,
      History history,
      Judgement judgement) {
    List<Broken> broken = judgement.rulings().stream().flatMap(Broken::of).toList();
    return new Failure(origin, versions, broken, original, history);
  }

  public Scenario scenario() {
    return history.scenario();
  }

  /// The promise that it is about: the first that is broken.
  public Optional<Broken> first() {
    return broken.stream().findFirst();
  }
}
