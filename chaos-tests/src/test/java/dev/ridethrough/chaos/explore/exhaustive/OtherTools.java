package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.world.sim.CoreSoftware;
import dev.ridethrough.chaos.world.sim.SimProcess;
import dev.ridethrough.chaos.world.sim.Software;
import dev.ridethrough.daemon.Daemon;
import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.daemon.StartException;
import dev.ridethrough.engine.Engine;
import dev.ridethrough.engine.Ledger;
import dev.ridethrough.engine.Tool;
import dev.ridethrough.engine.ToolCall;
import dev.ridethrough.engine.ToolException;
import dev.ridethrough.engine.ToolResult;
import dev.ridethrough.engine.ToolSpec;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A daemon whose tools are not of the kind that the harness believes them to be.
record OtherTools(Software core, Spoil spoil) implements Software {
  /// What is wrong.
  enum Spoil {
    /// Effects are not committed with their completion.
    NO_TRANSACTION,
    /// What may be repeated does not say so.
    NOT_IDEMPOTENT,
    /// What must not be repeated says that it may.
    REPEATED;

    private Tool applied(Tool tool, Store store) {
      return switch (this) {
        case NO_TRANSACTION ->
            tool instanceof Tool.Transactional it
                ? new Direct(it.spec(), call -> store.transact(it.prepare(call)::commit))
                : tool;
        case NOT_IDEMPOTENT -> hinted(tool, "ledger_ensure", ToolSpec.Annotations.ADDITIVE);
        case REPEATED -> hinted(tool, "ledger_append_directly", ToolSpec.Annotations.REPEATABLE);
      };
    }

    private static Tool hinted(Tool tool, String name, ToolSpec.Annotations hints) {
      ToolSpec spec = tool.spec();
      return tool instanceof Tool.Direct it && spec.name().equals(name)
          ? new Direct(
              new ToolSpec(name, spec.title(), spec.description(), spec.inputSchema(), hints),
              it::call)
          : tool;
    }
  }

  private interface Body {
    ToolResult call(ToolCall call) throws ToolException, StoreException;
  }

  private record Direct(ToolSpec spec, Body body) implements Tool.Direct {
    @Override
    public ToolResult call(ToolCall call) throws ToolException, StoreException {
      return body.call(call);
    }
  }

  @Override
  public SimProcess.Main daemon(Path home, Path socket, Duration drain, boolean withoutEcho) {
    DaemonSettings settings = new DaemonSettings(home, socket, drain, "spoilt");
    return machine -> {
      try {
        return new Daemon(machine, settings, new Loader(machine, home, spoil)).run();
      } catch (StartException e) {
        return 1;
      }
    };
  }

  private record Loader(Machine machine, Path home, Spoil spoil) implements Daemon.Loader {
    @Override
    public Store openStore() throws StoreException {
      return machine.openStore(
          home.resolve(CoreSoftware.LEDGER),
          Engine.storeFormat(Ledger.TABLES),
          Durability.PROCESS_CRASH);
    }

    @Override
    public Engine engine(Store store) throws StoreException {
      List<Tool> tools =
          Ledger.tools(machine, store).stream().map(it -> spoil.applied(it, store)).toList();
      return new Engine("spoilt", tools, machine, store);
    }
  }

  @Override
  public SimProcess.Main proxy(Path socket, Duration grace, boolean exactlyOnce) {
    return core.proxy(socket, grace, exactlyOnce);
  }
}
