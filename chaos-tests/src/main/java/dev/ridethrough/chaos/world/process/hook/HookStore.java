package dev.ridethrough.chaos.world.process.hook;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;

record HookStore(Store store, KillPoints points) implements Store {
  @Override
  public <T> T transact(Work<T> work) throws StoreException {
    points.at(Operation.TRANSACT);
    Phase phase = points.phase(); // the store runs its work on a thread of its own
    return store.transact(transaction -> {
      T result = work.run(transaction);
      points.enter(phase);
      points.at(Operation.COMMIT);
      return result;
    });
  }

  @Override
  public boolean isCurrent() {
    return store.isCurrent();
  }

  @Override
  public void close() {
    points.at(Operation.CLOSE);
    store.close();
  }
}
