package dev.ridethrough.chaos.world;

import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.world.Target.Oracle;
import dev.ridethrough.chaos.world.Target.Tool;
import dev.ridethrough.chaos.world.process.hook.HookedMain;
import dev.ridethrough.chaos.world.process.naive.ForgetfulDaemon;
import dev.ridethrough.chaos.world.process.naive.NaiveProxy;
import dev.ridethrough.grace.Delivery;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/// The targets that this harness knows by itself.
public final class Targets {
  private static final String HOOKED_MAIN = HookedMain.class.getName();
  private static final String NAIVE_MAIN = NaiveProxy.class.getName();
  private static final String FORGETFUL_MAIN = ForgetfulDaemon.class.getName();

  private static final Map<Action, Tool> LEDGER_TOOLS =
      Map.of(
          Action.APPEND, new Tool("ledger_append", "text", ""),
          Action.SLOW_APPEND, new Tool("ledger_slow_append", "text", "ms"),
          Action.DIRECT_APPEND, new Tool("ledger_append_directly", "text", ""),
          Action.ENSURE, new Tool("ledger_ensure", "text", ""),
          Action.READ, new Tool("ledger_entries", "", ""),
          Action.LARGE_ECHO, new Tool("echo", "text", ""),
          Action.POISON, new Tool("ledger_slow_append", "text", "ms"),
          Action.ECHO, new Tool("echo", "text", ""));

  private static final Oracle LEDGER =
      new Oracle("ledger.db", "SELECT id, request_key, text, pid FROM ledger ORDER BY id");

  private Targets() {}

  /// Our own daemon and proxy, started by whoever asks them: sim from this process's class path, or
  /// a service manager.
  public static Target simulated(String name, Delivery delivery) {
    return new Target(name, delivery.text(), List.of(), List.of(), true, LEDGER_TOOLS, LEDGER);
  }

  /// Our own daemon and proxy, from the app folder that the build makes.
  public static Target ridethrough(Path app, Delivery delivery) throws IOException {
    return ours("ridethrough", app, HOOKED_MAIN, List.of(HOOKED_MAIN), delivery);
  }

  /// Our daemon behind the proxy that everyone writes first: it connects again and sends again.
  ///
  /// @param newKey whether it sends under a new request key
  public static Target naive(Path app, boolean newKey) throws IOException {
    String key = newKey ? "new-key" : "same-key";
    List<String> proxy = List.of(NAIVE_MAIN, key);
    return ours("resend-under-" + key, app, HOOKED_MAIN, proxy, Delivery.AT_MOST_ONCE);
  }

  /// Our own proxy in front of daemons that lose their predecessors' journal.
  public static Target forgetful(Path app, Delivery delivery) throws IOException {
    return ours("resend-without-journal", app, FORGETFUL_MAIN, List.of(HOOKED_MAIN), delivery);
  }

  private static Target ours(
      String name, Path app, String daemonMain, List<String> proxyMain, Delivery delivery)
      throws IOException {
    List<String> daemon = new ArrayList<>(java(app, "daemon"));
    daemon.addAll(
        List.of(
            daemonMain,
            "daemon",
            "run",
            "--home",
            "{home}",
            "--socket",
            "{socket}",
            "--drain",
            "{drain}"));
    List<String> proxy = new ArrayList<>(java(app, "proxy"));
    proxy.addAll(proxyMain);
    proxy.addAll(
        List.of("serve", "--home", "{home}", "--socket", "{socket}", "--grace", "{grace}"));
    proxy.addAll(option(app, delivery));
    return new Target(name, delivery.text(), daemon, proxy, true, LEDGER_TOOLS, LEDGER);
  }

  /// Older versions have no such option, and deliver at most once.
  private static List<String> option(Path app, Delivery delivery) throws IOException {
    String known = Delivery.class.getName().replace('.', '/') + ".class";
    try (JarFile core = new JarFile(app.resolve("lib/ridethrough-core.jar").toFile())) {
      if (core.getEntry(known) != null) {
        return List.of("--delivery", delivery.text());
      }
    }
    if (delivery == Delivery.AT_MOST_ONCE) {
      return List.of();
    }
    throw new IOException(
        "the app at " + app + " only delivers at most once: say --delivery at-most-once");
  }

  /// The app's own java command, with the harness behind it on the class path: the AOT cache bears
  /// that.
  private static List<String> java(Path app, String mode) throws IOException {
    Path launcher = app.resolve("bin/ridethrough");
    if (!Files.isExecutable(launcher)) {
      throw new IOException("no app at " + app + ": build it with `mvn package`");
    }
    Process process =
        new ProcessBuilder(launcher.toString(), "--print-java", mode)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      if (!words.isEmpty() && words.getLast().equals("-cp")) {
        words.add(line + File.pathSeparator + ownClasses());
        words.add("{hooks}");
      } else {
        words.add(line);
      }
    }
    return words;
  }

  /// By way of the URI: in a URL's path what is no letter may be encoded.
  private static Path ownClasses() throws IOException {
    try {
      return Path.of(HookedMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("can't tell where the harness's own classes are", e);
    }
  }
}
