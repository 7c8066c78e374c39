package dev.ridethrough.machine;

import dev.ridethrough.machine.real.RealMachine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// The real machine, but with standard streams, signals, log and exit in the hands of a test.
public final class TestMachine {
  /// One for all tests: it knows the locks of this process.
  public static final Machine REAL = new RealMachine();

  /// No exit status yet.
  public static final int RUNNING = -1;

  public final Pipe stdin = new Pipe();
  public final Pipe stdout = new Pipe();

  /// Each logged line, in order.
  public final List<String> log = new CopyOnWriteArrayList<>();

  /// What [Machine#exit] was called with first.
  public final AtomicInteger exit = new AtomicInteger(RUNNING);

  /// The name of each operation of the port, in order.
  public final List<String> calls = new CopyOnWriteArrayList<>();

  /// Who this process says it is.
  public volatile Peer self = REAL.self();

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> handlers = new ArrayList<>();
  private volatile Sockets sockets = REAL.sockets();
  private volatile Files files = REAL.files();

  /// A proxy, so that the port can grow without this class.
  public Machine port() {
    return proxy(Machine.class, this::call);
  }

  /// Like SIGTERM.
  public void terminate() {
    lock.lock();
    try {
      handlers.forEach(handler -> REAL.start("SIGTERM", handler));
    } finally {
      lock.unlock();
    }
  }

  /// Whether a handler of SIGTERM is installed.
  public boolean hears() {
    lock.lock();
    try {
      return !handlers.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  public TestMachine sockets(UnaryOperator<Sockets> change) {
    sockets = change.apply(sockets);
    return this;
  }

  public TestMachine files(UnaryOperator<Files> change) {
    files = change.apply(files);
    return this;
  }

  /// Calls one method of a part of the machine differently.
  public interface Changed {
    /// Stands in for the method.
    ///
    /// @param original does what the machine would have done
    Object call(Object[] arguments, Original original) throws Throwable;
  }

  public interface Original {
    Object call() throws Throwable;
  }

  /// Replaces the method `name` of `part`.
  public static <T> T overriding(Class<T> port, T part, String name, Changed changed) {
    return proxy(
        port,
        (_, method, arguments) ->
            method.getName().equals(name)
                ? changed.call(arguments, () -> invoke(part, method, arguments))
                : invoke(part, method, arguments));
  }

  private Object call(Object port, Method method, Object[] arguments) throws Throwable {
    calls.add(method.getName());
    return switch (method.getName()) {
      case "stdin" -> stdin;
      case "stdout" -> stdout;
      case "sockets" -> sockets;
      case "files" -> files;
      case "self" -> self;
      case "log" -> note((String) arguments[0]);
      case "onTerminate" -> install((Runnable) arguments[0]);
      case "exit" -> end((int) arguments[0]);
      default -> invoke(REAL, method, arguments);
    };
  }

  private Object note(String line) {
    log.add(line);
    return null;
  }

  private Object end(int status) {
    exit.compareAndSet(RUNNING, status);
    return null;
  }

  private Object install(Runnable handler) {
    lock.lock();
    try {
      handlers.add(handler);
      return null;
    } finally {
      lock.unlock();
    }
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> port, java.lang.reflect.InvocationHandler handler) {
    Object made = Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler);
    return port.cast(made);
  }
}
