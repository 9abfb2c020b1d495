using Banana.Wire;

namespace Banana.Slicing;

/// <summary>A named attribute of a class: how it is obtained from an object, written, read and set.</summary>
/// <typeparam name="TOwner">The class.</typeparam>
public abstract class Member<TOwner>
{
    private protected Member(string name, bool isRequired)
    {
        Name = new VocabularyWord(name);
        IsRequired = isRequired;
    }

    /// <summary>The name on the wire.</summary>
    public VocabularyWord Name { get; }

    /// <summary>Whether an object without it is refused.</summary>
    public bool IsRequired { get; }

    /// <summary>Former names, which are also accepted when an object is read.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether equality, hash code and order of the class use the member; see <see cref="SliceMemberAttribute.IsKey"/>.</summary>
    /// <value>The default is false.</value>
    public bool IsKey { get; init; }

    /// <summary>
    /// Whether the member is declared nullable; see <see cref="BananaSerializerOptions.RespectsNullability"/>. Does not apply to
    /// values inside the member, such as the elements of a list.
    /// </summary>
    /// <value>The default is true.</value>
    public bool IsNullable { get; init; } = true;

    /// <summary>
    /// Whether the member is set by a constructor parameter without a default value, which would be null if no value were sent.
    /// </summary>
    /// <value>The default is false.</value>
    public bool IsArgument { get; init; }

    /// <summary>The taster for values of the member when an object is read.</summary>
    /// <value>The default is null: everything that the type allows.</value>
    public Taster? Taster { get; init; }

    /// <summary>Whether an object without it is refused, because it is required or must not be null.</summary>
    internal bool IsMissed(bool respectsNullability) => IsRequired || (IsArgument && !IsNullable && respectsNullability);

    /// <summary>Whether the member can be set after the object is created.</summary>
    internal abstract bool IsSettable { get; }

    /// <summary>The type of the values.</summary>
    internal abstract SliceableType ValueType { get; }

    /// <summary>The name of its type in the shape of the class.</summary>
    internal string TypeName => ValueType.TypeName;

    internal abstract SliceStep Write(ref TokenWriter writer, SlicerStack stack, TOwner owner);

    /// <summary>Finds the treatment of values that the peer sends as another type; null if there is no change.</summary>
    internal abstract MemberChange? FindChange(VocabularyWord type, UnslicerStack stack);

    internal abstract UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, TOwner owner);

    internal abstract UnsliceStep ReadPart(ref TokenReader reader, UnslicerStack stack, out object? value);

    internal abstract void Set(TOwner owner, object? value);

    internal abstract void Visit(TOwner owner, Action<object?, Unslicer> visit);
}

/// <summary>A <see cref="Member{TOwner}"/> of type <typeparamref name="T"/>.</summary>
/// <typeparam name="TOwner">The class.</typeparam>
/// <typeparam name="T">The type of the attribute.</typeparam>
public sealed class Member<TOwner, T> : Member<TOwner>
{
    private readonly SliceableType<T> _type;
    private readonly Func<TOwner, T> _get;
    private readonly Action<TOwner, T>? _set;

    /// <summary>Creates a member that the constructor sets; see <see cref="ConstructedInstanceUnslicer{T}"/>.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="type">The type of the values.</param>
    /// <param name="get">A function that gets the value from an object.</param>
    /// <param name="isRequired">Whether an object without it is refused.</param>
    public Member(string name, SliceableType<T> type, Func<TOwner, T> get, bool isRequired = true)
        : base(name, isRequired)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(get);
        _type = type;
        _get = get;
    }

    /// <summary>Creates a member that is set after the object is created; see <see cref="InstanceUnslicer{T}"/>.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="type">The type of the values.</param>
    /// <param name="get">A function that gets the value from an object.</param>
    /// <param name="set">An action that sets the value of an object.</param>
    /// <param name="isRequired">Whether an object without it is refused.</param>
    public Member(string name, SliceableType<T> type, Func<TOwner, T> get, Action<TOwner, T> set, bool isRequired = true)
        : this(name, type, get, isRequired)
    {
        ArgumentNullException.ThrowIfNull(set);
        _set = set;
    }

    internal override bool IsSettable => _set is not null;

    internal override SliceableType ValueType => _type;

    internal override SliceStep Write(ref TokenWriter writer, SlicerStack stack, TOwner owner) =>
        _type.Slicer.Write(ref writer, stack, _get(owner));

    internal override MemberChange? FindChange(VocabularyWord type, UnslicerStack stack) => MemberChange.Find(_type, type, stack);

    internal override UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, TOwner owner)
    {
        UnsliceStep step = _type.Unslicer.Read(ref reader, stack, out T? value);
        if (step == UnsliceStep.Done)
        {
            Setter(owner, value!);
        }

        return step;
    }

    internal override UnsliceStep ReadPart(ref TokenReader reader, UnslicerStack stack, out object? value) =>
        _type.Unslicer.ReadObject(ref reader, stack, out value);

    internal override void Set(TOwner owner, object? value) => Setter(owner, value is null ? default! : (T)value);

    internal override void Visit(TOwner owner, Action<object?, Unslicer> visit) => visit(_get(owner), _type.Unslicer);

    private Action<TOwner, T> Setter =>
        _set ?? throw new InvalidOperationException($"'{Name}' can only be set by the constructor. Derive the unslicer from ConstructedInstanceUnslicer.");
}
