package dev.ridethrough.chaos.cli;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The JDK's own debugger interface.
final class Jdi {
  private static final String BY_SOCKET = "com.sun.jdi.SocketAttach";

  private Jdi() {}

  /// Attaches, looks at every thread, and goes away.
  ///
  /// @return each thread's methods, the innermost first
  static List<List<String>> stacks(int port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(it -> it.name().equals(BY_SOCKET))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("127.0.0.1");
    arguments.get("port").setValue(Integer.toString(port));
    VirtualMachine machine = connector.attach(arguments);
    machine.suspend();
    try {
      List<List<String>> stacks = new ArrayList<>();
      for (ThreadReference thread : machine.allThreads()) {
        stacks.add(stack(thread));
      }
      return stacks;
    } finally {
      machine.dispose();
    }
  }

  private static List<String> stack(ThreadReference thread)
      throws IncompatibleThreadStateException {
    return thread.frames().stream()
        .map(it -> it.location().declaringType().name() + "." + it.location().method().name())
        .toList();
  }
}
