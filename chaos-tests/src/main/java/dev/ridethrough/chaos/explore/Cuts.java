package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Scenarios that are a bit simpler than another one: something left out, or a number made smaller.
/// The largest cuts come first.
final class Cuts {
  private Cuts() {}

  /// Each by one cut, lazily.
  static Stream<Scenario> of(Scenario scenario) {
    Stream<List<Life>> lives =
        Stream.concat(without(scenario.lives()), eachOf(scenario.lives(), Cuts::ofLife));
    return Stream.concat(
        lives.flatMap(it -> valid(() -> with(scenario, scenario.proxies(), it))),
        fewerProxies(scenario));
  }

  private interface Maker<T> {
    T make();
  }

  /// A cut may leave something that makes no sense any more.
  private static <T> Stream<T> valid(Maker<T> maker) {
    try {
      return Stream.of(maker.make());
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private static Scenario with(Scenario it, int proxies, List<Life> lives) {
    return new Scenario(it.name(), it.windowMillis(), it.drainMillis(), proxies, lives, it.seed());
  }

  /// The last proxy is left out, or shares its seat with the first one.
  private static Stream<Scenario> fewerProxies(Scenario scenario) {
    int fewer = scenario.proxies() - 1;
    return fewer < 1
        ? Stream.empty()
        : Stream.of(scenario)
            .flatMap(it ->
                valid(() ->
                    with(
                        it, fewer, it.lives().stream().map(life -> seated(life, fewer)).toList())));
  }

  private static Life seated(Life life, int proxies) {
    UnaryOperator<Request> move =
        it ->
            new Request(
                it.proxy() % proxies,
                it.action(),
                it.atMillis(),
                it.workMillis(),
                it.cancelMillis());
    Outage outage = life.outage();
    return new Life(
        life.requests().stream().map(move).toList(),
        life.disturbances().stream()
            .map(it -> new Disturbance(it.fault(), it.aim(), it.proxy() % proxies, it.millis()))
            .toList(),
        life.death(),
        new Outage(outage.millis(), outage.faults(), outage.requests().stream().map(move).toList()),
        life.withoutEcho());
  }

  private static Stream<Life> ofLife(Life it) {
    Outage outage = it.outage();
    return Stream.of(
            without(it.disturbances()).flatMap(d -> valid(() -> life(it, it.requests(), d))),
            without(it.requests()).flatMap(r -> valid(() -> life(it, r, it.disturbances()))),
            ofOutage(outage).map(o -> life(it, it.death(), o)),
            ofDeath(it.death()).flatMap(d -> valid(() -> life(it, d, outage))),
            eachOf(it.disturbances(), Cuts::ofDisturbance).map(d -> life(it, it.requests(), d)),
            eachOf(it.requests(), Cuts::ofRequest)
                .flatMap(r -> valid(() -> life(it, r, it.disturbances()))))
        .flatMap(Function.identity());
  }

  private static Life life(Life it, List<Request> requests, List<Disturbance> disturbances) {
    return new Life(requests, disturbances, it.death(), it.outage(), it.withoutEcho());
  }

  private static Life life(Life it, Death death, Outage outage) {
    return new Life(it.requests(), it.disturbances(), death, outage, it.withoutEcho());
  }

  private static Stream<Outage> ofOutage(Outage it) {
    return Stream.of(
            without(it.faults()).map(f -> new Outage(it.millis(), f, it.requests())),
            without(it.requests()).map(r -> new Outage(it.millis(), it.faults(), r)),
            less(it.millis()).map(m -> new Outage(m, it.faults(), it.requests())),
            eachOf(it.requests(), Cuts::ofRequest)
                .map(r -> new Outage(it.millis(), it.faults(), r)))
        .flatMap(Function.identity());
  }

  private static Stream<Death> ofDeath(Death it) {
    return Stream.concat(
        without(it.then()).map(then -> new Death(it.signal(), it.aim(), then, it.by())),
        ofAim(it.aim()).map(aim -> new Death(it.signal(), aim, it.then(), it.by())));
  }

  private static Stream<Disturbance> ofDisturbance(Disturbance it) {
    return Stream.concat(
        less(it.millis())
            .flatMap(m -> valid(() -> new Disturbance(it.fault(), it.aim(), it.proxy(), m))),
        ofAim(it.aim())
            .flatMap(
                aim -> valid(() -> new Disturbance(it.fault(), aim, it.proxy(), it.millis()))));
  }

  private static Stream<Aim> ofAim(Aim aim) {
    return switch (aim) {
      case Aim.Time at -> less(at.millis()).map(Aim.Time::new);
      case Aim.Point at ->
          less(at.gather())
              .filter(n -> n > 0)
              .map(n -> new Aim.Point(at.coordinate(), n.intValue()));
    };
  }

  private static Stream<Request> ofRequest(Request it) {
    Request plain = new Request(it.proxy(), Request.Action.APPEND, it.atMillis(), 0);
    return Stream.of(
            it.cancelMillis() == 0 && it.action() == Request.Action.LARGE_ECHO
                ? Stream.of(plain)
                : Stream.<Request>empty(),
            less(it.cancelMillis())
                .map(c -> new Request(it.proxy(), it.action(), it.atMillis(), it.workMillis(), c)),
            less(it.atMillis())
                .map(at ->
                    new Request(it.proxy(), it.action(), at, it.workMillis(), it.cancelMillis())),
            less(it.workMillis())
                .map(
                    w -> new Request(it.proxy(), it.action(), it.atMillis(), w, it.cancelMillis())))
        .flatMap(Function.identity());
  }

  /// The list with something left out: halves first, then one after the other.
  private static <T> Stream<List<T>> without(List<T> all) {
    int half = all.size() / 2;
    Stream<List<T>> halves =
        all.size() < 4
            ? Stream.empty()
            : Stream.of(all.subList(half, all.size()), all.subList(0, half));
    Stream<List<T>> singles =
        IntStream.range(0, all.size())
            .mapToObj(i -> {
              List<T> rest = new ArrayList<>(all);
              rest.remove(i);
              return rest;
            });
    return Stream.concat(halves, singles);
  }

  /// The list with one element made simpler.
  private static <T> Stream<List<T>> eachOf(List<T> all, Function<T, Stream<T>> simpler) {
    return IntStream.range(0, all.size())
        .boxed()
        .flatMap(i ->
            simpler
                .apply(all.get(i))
                .map(other -> {
                  List<T> changed = new ArrayList<>(all);
                  changed.set(i, other);
                  return changed;
                }));
  }

  /// Nothing, then half of it, then a bit less.
  private static Stream<Long> less(long value) {
    return LongStream.of(0, value / 2, value - value / 4, value - 1)
        .filter(it -> it >= 0 && it < value)
        .distinct()
        .boxed();
  }
}
