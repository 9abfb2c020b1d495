using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Positions that declare an interface or an abstract class: the value says what it is, and must be one of a closed list, or, without one, of a
/// type that is registered or reachable (PROTOCOL.md [I-5]).
/// </summary>
/// <typeparam name="T">The interface or class.</typeparam>
internal sealed class AbstractSlicer<T>(string? name, Func<SliceableTypeRegistry, IEnumerable<SliceableType>> list) : Slicer<T>, ILinked
{
    public override bool DescribesItself => false;

    /// <summary>What the closed list is called after; null if there is none.</summary>
    public string? Name => name;

    public DerivedTypes? Derived { get; private set; }

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
            return stack.WriteObject(ref writer, value);
        }

        return Derived.TryWrite(ref writer, stack, value, out SliceStep step)
            ? step
            : stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"a type that {typeof(T)} lists by [SliceDerived]");
    }
}

/// <summary>The reading half of <see cref="AbstractSlicer{T}"/>.</summary>
/// <typeparam name="T">The interface or class.</typeparam>
internal sealed class AbstractUnslicer<T>(AbstractSlicer<T> slicer) : Unslicer<T>
{
    public override string Expected => slicer.Name is null ? $"a {typeof(T).Name}" : $"a {slicer.Name}";

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Unslicer? unslicer = slicer.Derived is { } derived ? derived.Find(openType) : stack.Unslicers.Find(openType);
        return unslicer is not null && typeof(T).IsAssignableFrom(unslicer.Type) ? unslicer : null;
    }

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => slicer.Derived is not { } derived || derived.Takes(reader, type);
}
