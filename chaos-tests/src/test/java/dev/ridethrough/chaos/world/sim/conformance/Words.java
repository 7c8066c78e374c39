package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.chaos.world.sim.conformance.Call.Accept;
import dev.ridethrough.chaos.world.sim.conformance.Call.Await;
import dev.ridethrough.chaos.world.sim.conformance.Call.Bind;
import dev.ridethrough.chaos.world.sim.conformance.Call.Close;
import dev.ridethrough.chaos.world.sim.conformance.Call.CloseBound;
import dev.ridethrough.chaos.world.sim.conformance.Call.Connect;
import dev.ridethrough.chaos.world.sim.conformance.Call.Continue;
import dev.ridethrough.chaos.world.sim.conformance.Call.CreateDirectory;
import dev.ridethrough.chaos.world.sim.conformance.Call.Drain;
import dev.ridethrough.chaos.world.sim.conformance.Call.Feed;
import dev.ridethrough.chaos.world.sim.conformance.Call.Finish;
import dev.ridethrough.chaos.world.sim.conformance.Call.Flood;
import dev.ridethrough.chaos.world.sim.conformance.Call.IsCurrent;
import dev.ridethrough.chaos.world.sim.conformance.Call.Kill;
import dev.ridethrough.chaos.world.sim.conformance.Call.Listen;
import dev.ridethrough.chaos.world.sim.conformance.Call.ListenOn;
import dev.ridethrough.chaos.world.sim.conformance.Call.Lock;
import dev.ridethrough.chaos.world.sim.conformance.Call.Peer;
import dev.ridethrough.chaos.world.sim.conformance.Call.Read;
import dev.ridethrough.chaos.world.sim.conformance.Call.ReadFile;
import dev.ridethrough.chaos.world.sim.conformance.Call.ReadLocked;
import dev.ridethrough.chaos.world.sim.conformance.Call.ReadNow;
import dev.ridethrough.chaos.world.sim.conformance.Call.RemoveDirectory;
import dev.ridethrough.chaos.world.sim.conformance.Call.Rename;
import dev.ridethrough.chaos.world.sim.conformance.Call.SetMode;
import dev.ridethrough.chaos.world.sim.conformance.Call.Starve;
import dev.ridethrough.chaos.world.sim.conformance.Call.Status;
import dev.ridethrough.chaos.world.sim.conformance.Call.Stop;
import dev.ridethrough.chaos.world.sim.conformance.Call.Unlink;
import dev.ridethrough.chaos.world.sim.conformance.Call.Watch;
import dev.ridethrough.chaos.world.sim.conformance.Call.Write;
import dev.ridethrough.chaos.world.sim.conformance.Call.WriteLocked;
import java.lang.reflect.RecordComponent;

/// Calls as words: `Connect s`, `Read 3 5`. So they go through a pipe, and so a person writes and
/// reads them.
final class Words {
  private Words() {}

  static String of(Call call) {
    StringBuilder text = new StringBuilder(call.getClass().getSimpleName());
    try {
      for (RecordComponent component : call.getClass().getRecordComponents()) {
        text.append(' ').append(component.getAccessor().invoke(call));
      }
      return text.toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Call call(String text) {
    String[] words = text.split(" ", -1);
    String first = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "Connect" -> new Connect(first);
      case "Listen" -> new Listen(first, number(words, 2));
      case "Status" -> new Status(first);
      case "CreateDirectory" -> new CreateDirectory(first);
      case "Rename" -> new Rename(first, words[2]);
      case "Unlink" -> new Unlink(first);
      case "Lock" -> new Lock(first);
      case "ReadFile" -> new ReadFile(first);
      case "Watch" -> new Watch(first);
      case "Bind" -> new Bind(first);
      case "SetMode" -> new SetMode(first, number(words, 2));
      case "RemoveDirectory" -> new RemoveDirectory(first);
      case "Starve" -> new Starve();
      case "Feed" -> new Feed();
      case "Kill" -> new Kill();
      case "Stop" -> new Stop();
      case "Continue" -> new Continue();
      default -> onHandle(words);
    };
  }

  private static Call onHandle(String[] words) {
    int handle = number(words, 1);
    return switch (words[0]) {
      case "Accept" -> new Accept(handle);
      case "Finish" -> new Finish(handle);
      case "Read" -> new Read(handle, number(words, 2));
      case "ReadNow" -> new ReadNow(handle, number(words, 2));
      case "Write" -> new Write(handle, number(words, 2));
      case "Flood" -> new Flood(handle);
      case "Drain" -> new Drain(handle);
      case "Peer" -> new Peer(handle);
      case "Close" -> new Close(handle);
      case "IsCurrent" -> new IsCurrent(handle);
      case "ReadLocked" -> new ReadLocked(handle);
      case "WriteLocked" -> new WriteLocked(handle, number(words, 2));
      case "Await" -> new Await(handle);
      case "ListenOn" -> new ListenOn(handle, number(words, 2));
      case "CloseBound" -> new CloseBound(handle);
      default -> throw new IllegalArgumentException("no call: " + String.join(" ", words));
    };
  }

  private static int number(String[] words, int index) {
    return Integer.parseInt(words[index]);
  }
}
