package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.chaos.world.sim.conformance.Handles.Kind;
import java.util.List;
import java.util.function.IntFunction;

/// Makes a call of a step that fits the moment. Always finds one, so that every part of a draft
/// counts and each shorter draft is a story, too.
final class Resolver {
  /// What is worth connecting to besides sockets.
  private static final List<String> ANYWHERE =
      List.of(
          "d",
          "file",
          "pipe",
          "datagram",
          "dangling",
          "link",
          "loop",
          "closed/s",
          "d/s",
          "none/s",
          "file/s",
          "x".repeat(110));

  private static final List<String> ENTRIES = List.of("s", "t", "s", "u", "d/s", "n");

  private static final List<String> ODD_ENTRIES =
      List.of("file/s", "none/s", "dangling", "closed/s", "d", "loop/s", "x".repeat(300));

  private static final List<String> FOLDERS = List.of(".", "d", ".", "n", "none", "file", "closed");

  private static final int[] MODES = {0666, 0600, 0, 0200, 0400, 0644};
  private static final int[] FOLDER_MODES = {0777, 0700, 0755, 0600, 0500, 0300};
  private static final int ODD = 9;
  private static final int OURS = 1;

  /// Who is called, and what.
  record Choice(int process, Call call) {}

  private final Handles handles;
  private final Existing existing;

  /// What lies in the folder.
  interface Existing {
    boolean isThere(String path);
  }

  Resolver(Handles handles, Existing existing) {
    this.handles = handles;
    this.existing = existing;
  }

  Choice resolve(Step step) {
    int process = running(step.process());
    Choice choice =
        switch (step.verb()) {
          case KILL, STOP, CONTINUE, STARVE, FEED -> signal(step);
          case BIND, LISTEN_ON, SET_MODE, REMOVE_DIRECTORY -> outside(step, process);
          case CONNECT, CONNECT_ANYWHERE, LISTEN, ACCEPT, FINISH, READ, READ_NOW ->
              io(step, process);
          case WRITE, FLOOD, DRAIN, PEER, CLOSE -> io(step, process);
          case STATUS, CREATE_DIRECTORY, RENAME, UNLINK, LOCK, USE_LOCK -> files(step, process);
          case READ_FILE, WATCH, AWAIT -> files(step, process);
        };
    return handles.isBusy(choice.call()) || isUnclear(choice) ? look(step, process) : choice;
  }

  private static Choice look(Step step, int process) {
    return new Choice(process, new Call.Status(of(Stage.CHANGING, step.pick())));
  }

  /// One whose process can run: only one is stopped at a time.
  private int running(int process) {
    return handles.isStopped(process) ? (process + 1) % Cast.HERE.users().size() : process;
  }

  /// Core guesses why some calls fail, and guesses otherwise when no descriptor is left.
  private boolean isUnclear(Choice choice) {
    return handles.isStarved(choice.process())
        && switch (choice.call()) {
          case Call.Connect _, Call.Accept _, Call.Read _, Call.Write _, Call.Close _ -> false;
          case Call.Listen it -> existing.isThere(it.path()) || it.path().contains("/");
          case Call.Lock it -> !it.path().equals("u");
          case Call.Watch it -> !it.path().equals(".");
          case Call.Status it -> !Stage.CHANGING.contains(it.path());
          case Call.Feed _, Call.Kill _, Call.Stop _, Call.Continue _ -> false;
          case Call.OfProcess _, Call.Signal _, Call.Outside _ -> true;
        };
  }

  private Choice signal(Step step) {
    int process = step.process();
    return switch (step.verb()) {
      case KILL -> new Choice(process, new Call.Kill());
      case STARVE, FEED -> hunger(Math.min(process, OURS));
      default -> stopOrContinue(process);
    };
  }

  /// Of our own processes: only a privileged process may set the limits of others.
  private Choice hunger(int process) {
    if (handles.isStopped(process)) {
      return new Choice(process, new Call.Continue());
    }
    return new Choice(process, handles.isStarved(process) ? new Call.Feed() : new Call.Starve());
  }

  /// One at a time.
  private Choice stopOrContinue(int process) {
    for (int stopped : handles.stopped()) {
      return new Choice(stopped, new Call.Continue());
    }
    return new Choice(process, new Call.Stop());
  }

  private Choice io(Step step, int process) {
    return switch (step.verb()) {
      case CONNECT -> new Choice(process, new Call.Connect(step.pick() % 4 == 3 ? "t" : "s"));
      case CONNECT_ANYWHERE -> new Choice(process, new Call.Connect(of(ANYWHERE, step.pick())));
      case ACCEPT -> on(Kind.LISTENER, step, Call.Accept::new);
      case FINISH -> on(Kind.LISTENER, step, Call.Finish::new);
      case READ -> on(Kind.CONNECTION, step, it -> new Call.Read(it, size(step)));
      case READ_NOW -> on(Kind.CONNECTION, step, it -> new Call.ReadNow(it, size(step)));
      case WRITE -> on(Kind.CONNECTION, step, it -> new Call.Write(it, size(step)));
      case FLOOD -> on(Kind.CONNECTION, step, Call.Flood::new);
      case DRAIN -> on(Kind.CONNECTION, step, Call.Drain::new);
      case PEER -> on(Kind.CONNECTION, step, Call.Peer::new);
      case CLOSE -> close(step);
      default -> new Choice(process, listen(step));
    };
  }

  private static int size(Step step) {
    return 1 + step.extra();
  }

  private static Call listen(Step step) {
    return new Call.Listen(entry(step), step.extra() % 3);
  }

  private Choice close(Step step) {
    Kind kind =
        switch (step.extra() % 4) {
          case 0 -> Kind.LISTENER;
          case 1 -> step.pick() % 4 == 0 ? Kind.WATCH : Kind.LISTENER;
          default -> Kind.CONNECTION;
        };
    return on(kind, step, Call.Close::new);
  }

  private Choice files(Step step, int process) {
    return switch (step.verb()) {
      case CREATE_DIRECTORY -> new Choice(process, new Call.CreateDirectory(folder(step)));
      case RENAME -> new Choice(process, rename(step));
      case UNLINK -> new Choice(process, new Call.Unlink(entry(step)));
      case LOCK -> new Choice(process, new Call.Lock(step.extra() < ODD ? "u" : entry(step)));
      case READ_FILE -> new Choice(process, new Call.ReadFile(step.extra() < ODD ? "u" : "file"));
      case WATCH -> new Choice(process, new Call.Watch(of(FOLDERS, step.pick())));
      case AWAIT -> on(Kind.WATCH, step, Call.Await::new);
      case USE_LOCK -> on(Kind.LOCK, step, it -> useLock(step, it));
      default -> status(step, process);
    };
  }

  private static Choice status(Step step, int process) {
    return new Choice(process, new Call.Status(entry(step)));
  }

  private static Call useLock(Step step, int lock) {
    return switch (step.extra() % 3) {
      case 0 -> new Call.IsCurrent(lock);
      case 1 -> new Call.ReadLocked(lock);
      default -> new Call.WriteLocked(lock, step.pick());
    };
  }

  private static Call rename(Step step) {
    String to = of(ENTRIES, step.extra());
    return step.extra() < ODD
        ? new Call.Rename(step.pick() % 2 == 0 ? "t" : of(ENTRIES, step.pick()), to)
        : new Call.Rename(entry(step), of(ODD_ENTRIES, step.pick()));
  }

  private static String folder(Step step) {
    return switch (step.pick() % 6) {
      case 0 -> "d";
      case 1 -> "file/n";
      case 2 -> "dangling";
      case 3 -> "closed/n";
      default -> "n";
    };
  }

  /// On one of those that are open, now and then on a closed one; makes what is missing.
  private Choice on(Kind kind, Step step, IntFunction<Call> call) {
    List<Integer> open = handles.of(kind, step.extra() == ODD);
    if (open.isEmpty()) {
      open = handles.of(kind, false);
    }
    if (open.isEmpty()) {
      return new Choice(running(step.process()), missing(kind, step));
    }
    int handle = of(open, step.pick());
    return new Choice(handles.process(handle), call.apply(handle));
  }

  private Call missing(Kind kind, Step step) {
    return switch (kind) {
      case CONNECTION -> existing.isThere("s") ? new Call.Connect("s") : new Call.Listen("s", 1);
      case LISTENER -> new Call.Listen("s", step.extra() % 3);
      case LOCK -> new Call.Lock("u");
      case WATCH -> new Call.Watch(".");
      case BOUND -> new Call.Bind(step.pick() % 2 == 0 ? "s" : "t");
    };
  }

  private Choice outside(Step step, int process) {
    return switch (step.verb()) {
      case SET_MODE -> setMode(step, process);
      case REMOVE_DIRECTORY -> removeDirectory(step, process);
      case BIND -> new Choice(process, missing(Kind.BOUND, step));
      default -> listenOn(step, process);
    };
  }

  private Choice listenOn(Step step, int process) {
    List<Integer> bound = handles.of(Kind.BOUND, false);
    if (bound.isEmpty()) {
      return new Choice(process, missing(Kind.BOUND, step));
    }
    int handle = of(bound, step.pick());
    Call call =
        handles.isListening(handle)
            ? new Call.CloseBound(handle)
            : new Call.ListenOn(handle, step.extra() % 2);
    return new Choice(process, call);
  }

  private Choice setMode(Step step, int process) {
    if (step.extra() % 2 == 0 && existing.isThere("d")) {
      int mode = FOLDER_MODES[step.pick() % FOLDER_MODES.length];
      return new Choice(process, new Call.SetMode("d", mode));
    }
    return existing.isThere("s")
        ? new Choice(process, new Call.SetMode("s", MODES[step.pick() % MODES.length]))
        : status(step, process);
  }

  private Choice removeDirectory(Step step, int process) {
    for (String path : List.of("n", "d")) {
      if (existing.isThere(path) && !existing.isThere(path + "/s")) {
        return new Choice(process, new Call.RemoveDirectory(path));
      }
    }
    return status(step, process);
  }

  private static String entry(Step step) {
    return step.extra() < ODD ? of(ENTRIES, step.pick()) : of(ODD_ENTRIES, step.pick());
  }

  private static <T> T of(List<T> all, int pick) {
    return all.get(pick % all.size());
  }
}
