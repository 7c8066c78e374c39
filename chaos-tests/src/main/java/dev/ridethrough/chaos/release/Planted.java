package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.history.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/// What the harness does to a copy of a build, so that its daemon does not serve for long.
enum Planted {
  NOTHING(""),
  /// Its daemon ends at once, with status 1.
  NO_START(
      "case \" $* \" in *' daemon run '*) echo 'planted: does not start' >&2; exit 1 ;; esac\n"),
  /// Its daemon kills itself when it has bound its path, before it can serve.
  CRASH(
      """
      case " $* " in
        *' daemon run '*)
          planted=$(printf '%s\\n' "$@" | sed -n '/^--socket$/{n;p;}')
          before=$(stat -c %i -- "$planted" 2>/dev/null)
          (
            while kill -0 $$ 2>/dev/null; do
              now=$(stat -c %i -- "$planted" 2>/dev/null)
              if [ "$now" ] && [ "$now" != "$before" ]; then kill -9 $$; fi
              sleep 0.01
            done
          ) >/dev/null 2>&1 &
          ;;
      esac
      """),
  /// Its daemon is killed when it has served for a moment. By the harness, which must note that
  /// before a client can tell of it.
  CRASH_LATER("");

  private static final String MARK = "planted";
  private static final int KILLED = 137;
  private static final long LIMIT_MILLIS = 60_000;

  private final String lines;

  Planted(String lines) {
    this.lines = lines;
  }

  /// What was planted in the app there.
  static Planted in(Path app) {
    try {
      return valueOf(Files.readString(app.resolve(MARK)).strip());
    } catch (IOException | IllegalArgumentException e) {
      return NOTHING;
    }
  }

  /// Makes a copy, in a folder that does not exist yet.
  Build in(Build build, Path folder) throws IOException {
    Programs.Ended copied =
        Programs.run(
            List.of("cp", "-a", "--", build.app().toString(), folder.toString()),
            Map.copyOf(System.getenv()),
            LIMIT_MILLIS,
            folder.resolveSibling(folder.getFileName() + ".log"));
    if (!copied.succeeded()) {
      throw new IOException("can't copy " + build.app() + ": " + copied.said());
    }
    Path launcher = folder.resolve("bin/ridethrough");
    String script = Files.readString(launcher);
    if (!script.startsWith("#!/bin/sh\n")) {
      throw new IOException(
          "nothing can be planted in %s: it is no shell script: %s"
              .formatted(launcher, Printable.escaped(script.lines().findFirst().orElse(""))));
    }
    Files.writeString(launcher, script.replaceFirst("\n", "\n" + Matcher.quoteReplacement(lines)));
    Files.writeString(folder.resolve(MARK), name() + "\n");
    return build.planted(build.name() + " that " + words(), folder);
  }

  /// Whether it is what a daemon ended by, of itself.
  ///
  /// @param status its exit status
  boolean ends(int status) {
    return switch (this) {
      case NOTHING, CRASH_LATER -> false;
      case NO_START -> status == 1;
      case CRASH -> status == KILLED;
    };
  }

  private String words() {
    return switch (this) {
      case NOTHING -> "is as it was";
      case NO_START -> "does not start";
      case CRASH -> "starts and crashes";
      case CRASH_LATER -> "serves for a moment and crashes";
    };
  }
}
