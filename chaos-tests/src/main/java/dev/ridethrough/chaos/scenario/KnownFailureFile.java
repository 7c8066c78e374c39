package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads known failures: `ID.json` in the folder `known` of a corpus.
public final class KnownFailureFile {
  /// The folder of a corpus that holds them.
  public static final String FOLDER = "known";

  /// Who can't mend it by then must ask anew.
  public static final int MOST_DAYS = 30;

  private static final String WHAT = "known failure";
  private static final String ENDING = ".json";
  private static final Pattern ID = Pattern.compile("[a-z0-9-]+");
  private static final int LONGEST_TEXT = 300;
  private static final int PROMISES = 10;
  private static final int NO_DUPLICATE = 1;
  private static final Set<String> WORLDS = Set.of("sim", "process");
  private static final Set<String> DELIVERIES = Set.of("at-most-once", "exactly-once");

  /// What such a file says.
  record Content(
      String issue,
      String owner,
      String expires,
      List<Integer> promises,
      String world,
      @JsonSetter(nulls = Nulls.AS_EMPTY) String delivery,
      Scenario scenario) {
    Content {
      delivery = delivery.isEmpty() ? KnownFailure.DEFAULT_DELIVERY : delivery;
      promises = List.copyOf(promises);
      require(isLink(issue), "issue must be a link (http or https) to where it is discussed");
      require(isText(owner), "owner must name who mends it");
      require(isDate(expires), "expires must be a date such as 2026-12-20");
      require(!promises.isEmpty(), "promises must name those that it breaks, such as [3]");
      for (int promise : promises) {
        checkPromise(promise);
      }
      require(new HashSet<>(promises).size() == promises.size(), "a promise is named twice");
      require(WORLDS.contains(world), "world must be sim or process");
      require(
          DELIVERIES.contains(delivery),
          "delivery must be at-most-once, the default, or exactly-once");
    }
  }

  private KnownFailureFile() {}

  /// All in the folder, by name; there may be no such folder.
  ///
  /// @param today in UTC
  /// @throws BadScenarioException when one of them can't be used; says what to do
  public static List<KnownFailure> readAll(Path folder, LocalDate today)
      throws BadScenarioException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<KnownFailure> all = new ArrayList<>();
    for (Path file : files(folder)) {
      all.add(read(file, today));
    }
    return all;
  }

  private static List<Path> files(Path folder) throws BadScenarioException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new BadScenarioException(
          folder + " must be a folder that can be read: it holds the known failures");
    }
  }

  /// Reads one.
  ///
  /// @param today in UTC
  /// @throws BadScenarioException when it can't be used; says what to do
  public static KnownFailure read(Path file, LocalDate today) throws BadScenarioException {
    String name = file.getFileName().toString();
    String id = name.substring(0, Math.max(0, name.length() - ENDING.length()));
    if (!ID.matcher(id).matches()) {
      throw new BadScenarioException(
          file + ": a known failure is called ID.json, its ID of a-z, 0-9 and -; rename it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadScenarioException(
          file + " is not a regular file; put the known failure itself there");
    }
    Content it = JsonFile.read(file, Content.class, WHAT);
    LocalDate expires = LocalDate.parse(it.expires());
    checkExpiry(file, expires, today);
    return new KnownFailure(
        id,
        it.issue(),
        it.owner(),
        expires,
        Set.copyOf(it.promises()),
        it.world(),
        it.delivery(),
        it.scenario());
  }

  private static void checkExpiry(Path file, LocalDate expires, LocalDate today)
      throws BadScenarioException {
    LocalDate last = today.plusDays(MOST_DAYS);
    if (expires.isAfter(last)) {
      throw new BadScenarioException(
          "%s expires on %s, more than %d days from today, %s in UTC: set \"expires\" to %s or earlier"
              .formatted(file, expires, MOST_DAYS, today, last));
    }
  }

  private static void checkPromise(int promise) {
    require(promise >= 1 && promise <= PROMISES, "promises are numbers from 1 to " + PROMISES);
    require(
        promise != NO_DUPLICATE,
        "promise 1 (No duplicate) can't be a known failure: what executes a request twice does harm"
            + " that nobody can undo, so it must be mended, or taken out, before anything else");
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static boolean isText(String text) {
    return !text.isBlank() && text.length() <= LONGEST_TEXT;
  }

  private static boolean isLink(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && isText(text);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      var _ = LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
