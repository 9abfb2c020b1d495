using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Banana;

/// <summary>
/// The exceptions that come back as their own type, by name: a closed list of framework exceptions, and those added by the
/// program. Any other exception comes back as a <see cref="RemoteException"/>. Thread-safe.
/// </summary>
public sealed class ExceptionRegistry
{
    private readonly ConcurrentDictionary<string, Func<string?, Exception?, Exception>> _makers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, string> _names = new();

    [SuppressMessage("Usage", "CA2201", Justification = "They come back as data; nothing throws them.")]
    internal ExceptionRegistry()
    {
        Add("exception", static (message, inner) => new Exception(message, inner));
        Add("invalid-operation", static (message, inner) => new InvalidOperationException(message, inner));
        Add("not-supported", static (message, inner) => new NotSupportedException(message, inner));
        Add("not-implemented", static (message, inner) => new NotImplementedException(message, inner));
        Add("argument", static (message, inner) => new ArgumentException(message, inner));
        Add("argument-null", static (message, inner) => new ArgumentNullException(message, inner));
        Add("argument-out-of-range", static (message, inner) => new ArgumentOutOfRangeException(message, inner));
        Add("format", static (message, inner) => new FormatException(message, inner));
        Add("overflow", static (message, inner) => new OverflowException(message, inner));
        Add("divide-by-zero", static (message, inner) => new DivideByZeroException(message, inner));
        Add("arithmetic", static (message, inner) => new ArithmeticException(message, inner));
        Add("index-out-of-range", static (message, inner) => new IndexOutOfRangeException(message, inner));
        Add("key-not-found", static (message, inner) => new KeyNotFoundException(message, inner));
        Add("invalid-cast", static (message, inner) => new InvalidCastException(message, inner));
        Add("null-reference", static (message, inner) => new NullReferenceException(message, inner));
        Add("timeout", static (message, inner) => new TimeoutException(message, inner));
        Add("io", static (message, inner) => new IOException(message, inner));
        Add("unauthorized-access", static (message, inner) => new UnauthorizedAccessException(message, inner));
    }

    /// <summary>Adds an exception type, so that its instances come back as that type.</summary>
    /// <param name="name">The wire name.</param>
    /// <param name="make">
    /// A function that creates an exception from a message, which may be null, and an inner exception. State that the type adds
    /// is not sent.
    /// </param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the type is already registered.</exception>
    public ExceptionRegistry Add<T>(string name, Func<string?, Exception?, T> make)
        where T : Exception
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(make);
        return _names.TryAdd(typeof(T), name) && _makers.TryAdd(name, make)
            ? this
            : throw new ArgumentException($"The name '{name}' or {typeof(T)} is already registered. Each can be registered only once.", nameof(name));
    }

    /// <summary>Returns the wire name of an exception: one of the list, or a star and the full name of its type.</summary>
    internal string NameOf(Exception exception) => _names.TryGetValue(exception.GetType(), out string? name) ? name
        : exception is RemoteException remote ? $"*{remote.TypeName}"
        : $"*{exception.GetType().FullName}";

    /// <summary>Whether an exception comes back as its own type.</summary>
    internal bool IsKnown(Exception exception) => _names.ContainsKey(exception.GetType());

    /// <summary>Makes an exception of a name that <see cref="NameOf"/> gives; null if no sender has such a name, or none that is known here.</summary>
    internal Exception? TryMake(string? name, string? message, Exception? inner) =>
        name is null ? null
        : name.StartsWith('*') ? new RemoteException(name[1..], message, inner)
        : _makers.TryGetValue(name, out Func<string?, Exception?, Exception>? make) ? make(message, inner)
        : null;
}
