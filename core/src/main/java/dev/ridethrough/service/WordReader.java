package dev.ridethrough.service;

import java.util.ArrayList;
import java.util.List;

/// Takes a command line of a unit file apart.
final class WordReader {
  private final String line;
  private final UnitWords.Specifiers specifiers;
  private int at;

  WordReader(String line, UnitWords.Specifiers specifiers) {
    this.line = line;
    this.specifiers = specifiers;
  }

  List<String> all() throws ServiceException {
    List<String> words = new ArrayList<>();
    while (true) {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      if (at == line.length()) {
        return words;
      }
      words.add(word(words.isEmpty()));
    }
  }

  private String word(boolean program) throws ServiceException {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    while (at < line.length() && (quote != 0 || !Character.isWhitespace(line.charAt(at)))) {
      char c = line.charAt(at++);
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else {
        append(word, c, program);
      }
    }
    if (quote != 0) {
      throw new ServiceException("a quotation mark is not closed");
    }
    return word.toString();
  }

  private void append(StringBuilder word, char c, boolean program) throws ServiceException {
    switch (c) {
      case '\\' -> word.append(escaped());
      case '%' -> {
        char letter = next("%");
        word.append(letter == '%' ? "%" : specifiers.of(letter));
      }
      case '$' -> {
        if (!program && next("$") != '$') {
          throw new ServiceException("it has a variable in it");
        }
        word.append('$');
      }
      default -> word.append(c);
    }
  }

  private char escaped() throws ServiceException {
    char c = next("\\");
    return switch (c) {
      case '\\', '"', '\'' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 's' -> ' ';
      case 'x' -> hexadecimal();
      default -> throw new ServiceException("it has the unknown escape \\" + c + " in it");
    };
  }

  private char hexadecimal() throws ServiceException {
    int value = 16 * Character.digit(next("\\x"), 16) + Character.digit(next("\\x"), 16);
    if (value <= 0 || value > 0x7f) {
      throw new ServiceException("it has a bad \\x in it");
    }
    return (char) value;
  }

  private char next(String after) throws ServiceException {
    if (at == line.length()) {
      throw new ServiceException("it ends with " + after);
    }
    return line.charAt(at++);
  }
}
