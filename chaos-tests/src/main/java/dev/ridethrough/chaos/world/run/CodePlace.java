package dev.ridethrough.chaos.world.run;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where in the code under test a thread stands, for people.
public final class CodePlace {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final int FRAMES = 3;
  private static final String OURS = "dev.ridethrough.";

  /// The harness itself, and the port to the machine, which every operation goes through.
  private static final List<String> PASSED = List.of(OURS + "chaos.", OURS + "machine.");

  private CodePlace() {}

  /// Where the thread that calls it is, such as `Conversation.write (Conversation.java:299), called
  /// from Conversation.converse (Conversation.java:146)`; null where it runs nothing of the core.
  public static @Nullable String here() {
    String frames =
        WALKER.walk(all ->
            all.filter(CodePlace::isCore)
                .limit(FRAMES)
                .map(CodePlace::text)
                .collect(Collectors.joining(", called from ")));
    return frames.isEmpty() ? null : frames;
  }

  private static boolean isCore(StackFrame frame) {
    String name = frame.getClassName();
    return name.startsWith(OURS) && PASSED.stream().noneMatch(name::startsWith);
  }

  private static String text(StackFrame frame) {
    String name = frame.getClassName();
    String simple = name.substring(name.lastIndexOf('.') + 1).replaceAll("\\$\\d.*", "");
    String method = frame.getMethodName().replaceAll("lambda\\$(.*)\\$\\d+", "$1");
    return simple.replace('$', '.')
        + "."
        + method
        + " ("
        + frame.getFileName()
        + ":"
        + frame.getLineNumber()
        + ")";
  }
}
