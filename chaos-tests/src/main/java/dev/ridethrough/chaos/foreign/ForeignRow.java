package dev.ridethrough.chaos.foreign;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A client, and the era of MCP that it speaks.
public enum ForeignRow {
  SDK(Client.SDK, Era.LEGACY),
  INSPECTOR_LEGACY(Client.INSPECTOR, Era.LEGACY),
  INSPECTOR_MODERN(Client.INSPECTOR, Era.MODERN),
  LOAD_LEGACY(Client.LOAD, Era.LEGACY),
  LOAD_MODERN(Client.LOAD, Era.MODERN);

  private final Client client;
  private final Era era;

  /// Who wrote the client, and how it is run.
  public enum Client {
    /// One session, many calls at once.
    SDK("Java SDK"),
    /// A process, a proxy and a session for each call.
    INSPECTOR("Inspector --cli"),
    /// Many calls at once, a session for some seconds of them.
    LOAD("Inspector --load");

    private final String title;

    Client(String title) {
      this.title = title;
    }
  }

  /// Before 2026-07-28 there were sessions.
  public enum Era {
    LEGACY,
    MODERN;

    /// As people write it.
    public String text() {
      return this == LEGACY ? "legacy" : "modern";
    }
  }

  ForeignRow(Client client, Era era) {
    this.client = client;
    this.era = era;
  }

  /// Those of these clients, in these eras.
  public static List<ForeignRow> of(List<Client> clients, List<Era> eras) {
    return Arrays.stream(values())
        .filter(it -> clients.contains(it.client) && eras.contains(it.era))
        .toList();
  }

  public Client client() {
    return client;
  }

  public Era era() {
    return era;
  }

  /// As people read it.
  public String title() {
    return client.title + ", " + era.text();
  }

  /// As a file name.
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
