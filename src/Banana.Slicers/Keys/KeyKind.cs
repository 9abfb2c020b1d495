using System.Reflection;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>The state that hash code and equality of a type use.</summary>
internal enum KeyKind
{
    /// <summary>None: objects compare by identity.</summary>
    Identity,

    /// <summary>All members, in code of the compiler or the framework.</summary>
    Members,

    /// <summary>Unknown, in hand-written code: assumed to be members and the contents of collections.</summary>
    ByHand,
}

/// <summary>Finds the <see cref="KeyKind"/> of types, once each.</summary>
internal static class KeyKinds
{
    private static readonly ConditionalWeakTable<Type, Known> s_known = []; // types that can be unloaded must not be kept

    public static KeyKind Of(object value) => Find(value).Kind;

    /// <summary>Whether objects like this one are equal only if they are the same object, whatever their order.</summary>
    public static bool ComparesByIdentity(object value) => Find(value).IsIdentity;

    private static Known Find(object value)
    {
        Type type = value.GetType();
        if (!s_known.TryGetValue(type, out Known? known))
        {
            known = Classify(value, type);
            s_known.AddOrUpdate(type, known);
        }

        return known;
    }

    // Delegates tell which method would be called, also in trimmed programs.
    private static Known Classify(object value, Type type)
    {
        MethodInfo hash = new Func<int>(value.GetHashCode).Method;
        MethodInfo equals = new Func<object?, bool>(value.Equals).Method;
        bool isIdentity = hash.DeclaringType == typeof(object) && equals.DeclaringType == typeof(object);
        if (isIdentity && value is not IComparable)
        {
            return new Known(KeyKind.Identity, isIdentity);
        }

        bool isGenerated = hash.DeclaringType == typeof(ValueType)
            ? equals.DeclaringType == typeof(ValueType)
            : hash.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        KeyKind kind = (isGenerated && value is not IComparable) || FrameworkTypes.Contains(type) ? KeyKind.Members : KeyKind.ByHand;
        return new Known(kind, isIdentity);
    }

    private sealed record Known(KeyKind Kind, bool IsIdentity);
}
