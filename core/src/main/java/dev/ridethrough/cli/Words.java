package dev.ridethrough.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The words after a command's name, as far as nothing about them is unusual.
///
/// @param values what options were given, by their names
/// @param hasFlag whether the flag was there
/// @param others the words that belong to no option
record Words(Map<String, String> values, boolean hasFlag, List<String> others) {
  /// Reads them.
  ///
  /// @param options those that take a value
  /// @param flag the one that takes none, or empty
  /// @return null when any word is unknown, there twice, empty, or special to picocli
  static @Nullable Words read(List<String> words, List<List<String>> options, String flag) {
    Map<String, String> values = new TreeMap<>();
    List<String> others = new ArrayList<>();
    boolean flagged = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (isPlain(word)) {
        others.add(word);
      } else if (word.equals(flag) && !flag.isEmpty() && !flagged) {
        flagged = true;
      } else {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? at(words, ++i) : word.substring(equals + 1);
        boolean known = options.stream().anyMatch(it -> it.contains(name));
        if (!known || !isPlain(value) || values.put(name, value) != null) {
          return null;
        }
      }
    }
    return new Words(values, flagged, others);
  }

  private static String at(List<String> words, int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /// Neither an option nor a file of arguments, nor in quotes.
  private static boolean isPlain(String word) {
    return !word.isEmpty() && "-@\"'".indexOf(word.charAt(0)) < 0;
  }

  /// What the option was given, or null.
  @Nullable String value(String option) {
    return values.get(option);
  }
}
