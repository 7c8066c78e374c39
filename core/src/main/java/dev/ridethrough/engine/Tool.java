package dev.ridethrough.engine;

import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;

/// Something that a client can call. One instance serves all calls, many at once.
public sealed interface Tool {

  ToolSpec spec();

  /// A tool that changes nothing, or something outside the store. What its [ToolSpec#annotations]
  /// say decides whether a call that died halfway may be executed again.
  non-sealed interface Direct extends Tool {
    /// Does all of the work.
    ///
    /// @throws ToolException when the call failed, with a message for people
    ToolResult call(ToolCall call) throws ToolException, StoreException;
  }

  /// A tool whose effect is in the store. A call that dies before the commit has never happened.
  ///
  /// It is executed again where a daemon died on it. So it must leave nothing outside of the store
  /// before the commit, and start no process: children outlive their daemon and the lease, and go
  /// on beside the second execution. A tool that does is [Direct].
  non-sealed interface Transactional extends Tool {
    /// Checks the arguments and does the slow work, but has no effect yet.
    ///
    /// @return what is left to do
    /// @throws ToolException when the call failed, with a message for people; nothing is committed
    Effect prepare(ToolCall call) throws ToolException, StoreException;
  }

  /// What a call leaves behind. Runs at most once to its end, in a transaction that holds more than
  /// the effect: the completion of the request is committed with it. So it must be quick.
  @FunctionalInterface
  interface Effect {
    /// Whatever is returned, a [ToolResult#failure] too, is committed; to undo, throw.
    ToolResult commit(Store.Transaction transaction) throws StoreException;
  }
}
