package dev.ridethrough.chaos.foreign;

import java.io.IOException;
import java.util.List;

/// A client that others wrote, which calls all the time, through proxies that it starts itself.
interface ForeignClient extends AutoCloseable {

  /// The tokens of what has a proxy and has not ended: of what a restart would meet now.
  List<String> met();

  /// Lets it end what it has begun, and begins nothing else.
  ///
  /// @throws IOException when it does not end
  void finish() throws IOException;

  /// Ends it at once.
  @Override
  void close();
}
