using Banana.Slicing;

namespace Banana;

// Operations on graphs without a peer, by tokens in pooled memory, without names.
public static partial class BananaSerializer
{
    /// <summary>
    /// Copies a graph, with its shared objects and cycles. The copy has no object in common with the original, except those that
    /// are sent as values, such as texts and the results of a surrogate or a constant. Exceptions are copied as they are sent, so
    /// that some become a <see cref="RemoteException"/>.
    /// </summary>
    /// <param name="value">The graph. It must not change during the call.</param>
    /// <param name="options">
    /// The options whose types are used; their policy and dialect are not. Null for
    /// <see cref="BananaSerializerOptions.Default"/>.
    /// </param>
    /// <exception cref="ViolationException">A value in the graph cannot be copied; the path tells which.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="InvalidOperationException">A graph needs more than 2,147,483,591 bytes of tokens.</exception>
    /// <example>
    /// <code>
    /// Order copy = BananaSerializer.Clone(order)!;
    /// </code>
    /// </example>
    public static T? Clone<T>(T? value, BananaSerializerOptions? options = null)
    {
        options = (options ?? BananaSerializerOptions.Default).InProcess;
        using PooledOutput buffer = new(Array.MaxLength);
        SerializeWhole(buffer, value, options);
        return Deserialize<T>(buffer.Written, options);
    }

    /// <summary>
    /// Returns whether two graphs differ in nothing but the identity of their objects: they have equal values of exactly the same
    /// types, and share objects and close cycles in the same places. Collections, sets and dictionaries among them, must
    /// enumerate in the same order. Exceptions are compared by the data that is sent.
    /// </summary>
    /// <param name="left">The first graph.</param>
    /// <param name="right">The second graph.</param>
    /// <param name="options">
    /// The options whose types are used; their policy and dialect are not. Null for
    /// <see cref="BananaSerializerOptions.Default"/>.
    /// </param>
    /// <exception cref="ViolationException">A value in a graph cannot be compared; the path tells which.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="InvalidOperationException">A graph needs more than 2,147,483,591 bytes of tokens.</exception>
    /// <example>
    /// <code>
    /// bool isSame = BananaSerializer.GraphEquals(order, copy);
    /// </code>
    /// </example>
    public static bool GraphEquals<T>(T? left, T? right, BananaSerializerOptions? options = null)
    {
        options = (options ?? BananaSerializerOptions.Default).InProcess;
        using PooledOutput one = new(Array.MaxLength);
        using PooledOutput other = new(Array.MaxLength);
        SerializeWhole(one, left, options);
        SerializeWhole(other, right, options);
        return one.Written.SequenceEqual(other.Written);
    }
}
