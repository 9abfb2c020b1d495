using Banana.Slicing;

namespace Banana;

// What a serializer that keeps the shape of graphs can do without a peer: by tokens in pooled memory, with no names in them.
public static partial class BananaSerializer
{
    /// <summary>
    /// Copies a graph: the same shape, shared objects shared, cycles closed, and no object in common with the original, except what types send as
    /// values (texts, and what a surrogate or constant gives back). Exceptions are copied as they are sent, a <see cref="RemoteException"/> for some.
    /// </summary>
    /// <param name="value">The graph. It must not be changed meanwhile.</param>
    /// <param name="options">Whose types are used; its policy and dialect are not. Null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <exception cref="ViolationException">A value in the graph cannot be copied; the path says which.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="InvalidOperationException">A graph takes more than 2,147,483,591 bytes as tokens.</exception>
    /// <example>
    /// <code>
    /// Order copy = BananaSerializer.Clone(order)!;
    /// </code>
    /// </example>
    public static T? Clone<T>(T? value, BananaSerializerOptions? options = null)
    {
        options = (options ?? BananaSerializerOptions.Default).Inside;
        using PooledOutput buffer = new(Array.MaxLength);
        SerializeWhole(buffer, value, options);
        return Deserialize<T>(buffer.Written, options);
    }

    /// <summary>
    /// Whether two graphs are the same but for the identity of their objects: equal values of exactly the same types, objects shared in the same
    /// places, cycles that close alike. What enumerates must enumerate in the same order, sets and dictionaries too; texts and other values
    /// are compared as values, exceptions by what is sent of them.
    /// </summary>
    /// <param name="left">A graph.</param>
    /// <param name="right">Another.</param>
    /// <param name="options">Whose types are used; its policy and dialect are not. Null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <exception cref="ViolationException">A value in a graph cannot be compared; the path says which.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="InvalidOperationException">A graph takes more than 2,147,483,591 bytes as tokens.</exception>
    /// <example>
    /// <code>
    /// bool isSame = BananaSerializer.GraphEquals(order, copy);
    /// </code>
    /// </example>
    public static bool GraphEquals<T>(T? left, T? right, BananaSerializerOptions? options = null)
    {
        options = (options ?? BananaSerializerOptions.Default).Inside;
        using PooledOutput one = new(Array.MaxLength);
        using PooledOutput other = new(Array.MaxLength);
        SerializeWhole(one, left, options);
        SerializeWhole(other, right, options);
        return one.Written.SequenceEqual(other.Written);
    }
}
