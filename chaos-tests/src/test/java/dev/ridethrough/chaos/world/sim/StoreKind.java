package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.StoreException;

/// Why a store refuses, as its message tells people. The words around it may differ.
enum StoreKind {
  /// Not the store's: the work's own.
  OWN("(the work says no)"),
  CLOSED("is closed"),
  LOCKED("another program has it locked"),
  GONE_BEFORE("Nothing was written"),
  GONE_AFTER("may be lost with it"),
  FULL("the disk is full"),
  NOT_A_DATABASE("the file is not an SQLite database"),
  DUPLICATE("has a row under this key already"),
  DUPLICATES("have the same"),
  OTHER_VERSION("another version of the program"),
  NOT_OPENED("it can't be opened"),
  OTHER("");

  private final String words;

  StoreKind(String words) {
    this.words = words;
  }

  static StoreKind of(StoreException refused) {
    String message = String.valueOf(refused.getMessage());
    for (StoreKind kind : values()) {
      if (message.contains(kind.words)) {
        return kind;
      }
    }
    return OTHER;
  }
}
