using System.Numerics;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Positions that declare an interface or an abstract class. A value states its type, which must be in a closed list or, without
/// one, registered or reachable (PROTOCOL.md [I-5]).
/// </summary>
/// <typeparam name="T">The interface or class.</typeparam>
internal sealed class AbstractSlicer<T>(string? name, Func<SliceableTypeRegistry, IEnumerable<SliceableType>> list) : Slicer<T>, IAbstractSlicer, IComposedSlicer, ILinkable
{
    private Type? _fits; // the last type that fit; a single reference write, which is safe for any thread

    public override bool DescribesItself => false;

    /// <summary>The name of the closed list; null if there is none.</summary>
    public string? Name => name;

    public DerivedTypes? Derived { get; private set; }

    public IEnumerable<SliceableType> Components => Derived?.All ?? [];

    public void Link(SliceableTypeRegistry types)
    {
        SliceableType[] derived = [.. list(types)];
        Derived = derived.Length == 0 ? null : new DerivedTypes(derived);
    }

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T? value)
    {
        if (value is null)
        {
            return stack.WriteNull(ref writer);
        }

        if (Derived is null)
        {
            return value.GetType() == _fits || Fits(stack, value.GetType())
                ? stack.WriteObject(ref writer, value)
                : stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"a type that comes back as a {typeof(T)}");
        }

        return Derived.TryWrite(ref writer, stack, value, out SliceStep step)
            ? step
            : stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"a type that {typeof(T)} lists by [SliceDerived]");
    }

    /// <summary>Whether the unslicer of a type yields values that are allowed here; some read a base class.</summary>
    private bool Fits(SlicerStack stack, Type type)
    {
        bool fits = stack.Slicers.Find(type) is not { } slicer || Positions.Take(typeof(T), slicer.Type);
        _fits = fits ? type : _fits;
        return fits;
    }
}

/// <summary>The unslicer for <see cref="AbstractSlicer{T}"/>.</summary>
/// <typeparam name="T">The interface or class.</typeparam>
internal sealed class AbstractUnslicer<T>(AbstractSlicer<T> slicer) : Unslicer<T>
{
    private const TokenTypes Bare = TokenTypes.Integers | TokenTypes.Float | TokenTypes.Strings;

    public override string Expected => slicer.Name is null ? $"a {typeof(T).Name}" : $"a {slicer.Name}";

    /// <summary>The tokens of types that are bare tokens where nothing is declared, and allowed here.</summary>
    public override TokenTypes Tokens =>
        (Takes(typeof(int)) || Takes(typeof(long)) || Takes(typeof(BigInteger)) ? TokenTypes.Integers : TokenTypes.None)
        | (Takes(typeof(double)) ? TokenTypes.Float : TokenTypes.None)
        | (Takes(typeof(byte[])) ? TokenTypes.Strings : TokenTypes.None);

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Unslicer? unslicer = slicer.Derived is { } derived ? derived.Find(openType) : stack.Unslicers.Find(openType);
        return unslicer is not null && Positions.Take(typeof(T), unslicer.Type) ? unslicer : null;
    }

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) =>
        slicer.Derived is { } derived ? derived.Takes(reader, type) : Positions.Take(typeof(T), type);

    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        value = null;
        return Takes(typeof(byte[])) && ObjectUnslicer.Instance.TryTakeWord(word, stack, out value);
    }

    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        if (reader.TryPeek(out TokenHeader header) == ReadStatus.Done
            && (header.Type.Bit() & Bare) != 0
            && TryReadToken(ref reader, header, stack, out value))
        {
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    private bool TryReadToken(ref TokenReader reader, in TokenHeader header, UnslicerStack stack, out T? value)
    {
        value = default;
        TokenReader before = reader;
        if ((header.Type.Bit() & Tokens) != 0
            && ObjectUnslicer.TryReadToken(ref reader, header, stack, out object? token) == ReadStatus.Done
            && Fit(token!) is { } fitting)
        {
            value = (T)fitting;
            return true;
        }

        reader = before;
        return false;
    }

    /// <summary>Returns the value, or the next larger integer type that is allowed here; null if there is none.</summary>
    private object? Fit(object token) => Takes(token.GetType()) ? token : token switch
    {
        int number => Fit((long)number),
        long number => Fit((BigInteger)number),
        _ => null,
    };

    private bool Takes(Type type) => slicer.Derived is { } derived ? derived.Lists(type) : Positions.Take(typeof(T), type);
}
