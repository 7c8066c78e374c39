package dev.ridethrough.chaos.world.sim;

import java.util.ArrayList;
import java.util.List;

/// What a process is told to do with one of its stores; a line of words on its standard input.
///
/// @param id under which it answers
/// @param store which of the process's stores
/// @param home the folder of the store's file, beneath the one of the sequence
/// @param schema the tables that it is opened with: an index into [StoreSchema#ALL]
/// @param actions what is done inside the transaction
record StoreCall(
    int id, Verb verb, int store, String home, int schema, List<Action> actions, Ending ending) {
  StoreCall {
    actions = List.copyOf(actions);
  }

  enum Verb {
    OPEN,
    /// A transaction of its own.
    TRANSACT,
    /// Goes on in the transaction that was left open.
    INSIDE,
    IS_CURRENT,
    CLOSE;

    boolean needsTheLock() {
      return this == OPEN || this == TRANSACT;
    }
  }

  /// How the work ends.
  enum Ending {
    COMMIT,
    STORE_EXCEPTION,
    RUNTIME_EXCEPTION,
    ERROR,
    /// Not yet: the transaction stays open until it is told how to go on.
    STAY
  }

  /// One thing done inside a transaction. What fails is caught, and the work goes on.
  ///
  /// @param table an index into [StoreSchema#TABLES]
  /// @param a which text to insert or to find, which row to change, or the row to begin after
  /// @param b how many columns too many, which text to change it to, or how many rows at most
  record Action(Kind kind, int table, int a, int b) {
    enum Kind {
      INSERT,
      FIND,
      UPDATE,
      DELETE,
      PAGE,
      /// A transaction inside the transaction.
      NEST,
      /// Uses the transaction before, which has ended.
      STALE
    }

    private String text() {
      return kind + "." + table + "." + a + "." + b;
    }

    private static Action parse(String text) {
      String[] words = text.split("\\.", -1);
      return new Action(
          Kind.valueOf(words[0]),
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]));
    }
  }

  @Override
  public String toString() {
    return line();
  }

  /// As it is sent.
  String line() {
    var words = new ArrayList<String>(List.of(id + "", verb + "", store + "", home, schema + ""));
    words.add(ending.name());
    actions.forEach(action -> words.add(action.text()));
    return String.join(" ", words);
  }

  static StoreCall parse(String line) {
    List<String> words = List.of(line.split(" ", -1));
    return new StoreCall(
        Integer.parseInt(words.get(0)),
        Verb.valueOf(words.get(1)),
        Integer.parseInt(words.get(2)),
        words.get(3),
        Integer.parseInt(words.get(4)),
        words.stream().skip(6).map(Action::parse).toList(),
        Ending.valueOf(words.get(5)));
  }
}
