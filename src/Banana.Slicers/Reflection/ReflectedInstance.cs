using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>Writes instances of a type that is inspected by reflection, with the same bytes as generated code.</summary>
/// <typeparam name="T">The class or struct.</typeparam>
[RequiresUnreferencedCode("Members are looked up by reflection.")]
[RequiresDynamicCode("Accessors are compiled at run time.")]
internal sealed class ReflectedSlicer<T>(string name) : InstanceSlicer<T>(name)
{
    private readonly IReadOnlyList<ReflectedMember> _found = ReflectedMembers.Of(typeof(T));
    private readonly Func<T, UnknownAttributes?>? _getUnknown = Extension is { } kept ? ReflectedAccess.Getter<T, UnknownAttributes?>(kept) : null;
    private readonly Action<T, UnknownAttributes>? _setUnknown = Extension is { } kept ? ReflectedAccess.Setter<T, UnknownAttributes>(kept) : null;
    private ReflectedConstructor? _constructor;

    private static ReflectedMember? Extension => ReflectedMembers.ExtensionOf(typeof(T));

    public ReflectedConstructor Constructor => _constructor ??= ReflectedConstructor.Of(typeof(T), _found);

    /// <summary>Creates the type, with one list of members for slicer and unslicer.</summary>
    public static SliceableType<T> NewType(string name)
    {
        ReflectedSlicer<T> slicer = new(name);
        Unslicer<T> unslicer = slicer.Constructor is { Info: { } info, Members: [] } && typeof(T).IsClass
            ? (Unslicer<T>)Activator.CreateInstance(typeof(ReflectedUnslicer<>).MakeGenericType(typeof(T)), slicer, info)!
            : new ReflectedConstructedUnslicer<T>(slicer);
        return new SliceableType<T>(slicer, unslicer);
    }

    protected override IEnumerable<Member<T>> DescribeMembers()
    {
        SliceableTypeRegistry types = Types
            ?? throw new InvalidOperationException($"{typeof(T)} was used before the options it is registered with. Serialize with those options first.");
        MethodInfo make = typeof(ReflectedSlicer<T>).GetMethod(nameof(NewMember), BindingFlags.Static | BindingFlags.NonPublic)!;
        for (int i = 0; i < _found.Count; i++)
        {
            yield return (Member<T>)make.MakeGenericMethod(_found[i].Type)
                .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [types, _found[i], Constructor.Takes(i)], null)!;
        }
    }

    protected internal override bool KeepsUnknown => _setUnknown is not null;

    protected internal override UnknownAttributes? GetUnknown(T owner) => _getUnknown?.Invoke(owner);

    protected internal override void SetUnknown(T owner, UnknownAttributes unknown) => _setUnknown!(owner, unknown);

    protected override IEnumerable<SliceableType> DescribeDerived() =>
        typeof(T).GetCustomAttributes<SliceDerivedAttribute>(inherit: false).Select(derived => ReflectedTypes.Require(Types!, derived.Type));

    /// <summary>Resolves the types of the members at once, so that a member that cannot be sent is an error at first use.</summary>
    protected override void Link(SliceableTypeRegistry types) => _ = Members;

    private static Member<T, TMember> NewMember<TMember>(SliceableTypeRegistry types, ReflectedMember member, ParameterInfo? parameter)
    {
        SliceableType<TMember> type;
        try
        {
            type = member.Settings?.IsDefinedOnly == true ? (SliceableType<TMember>)ReflectedTypes.Defined(types, typeof(TMember)) : types.Get<TMember>();
        }
        catch (NotSupportedException unsupported)
        {
            throw new NotSupportedException($"{typeof(T)}.{member.Property?.Name ?? member.Field!.Name}: {unsupported.Message}", unsupported);
        }

        Func<T, TMember> get = ReflectedAccess.Getter<T, TMember>(member);
        Action<T, TMember>? set = parameter is not null || typeof(T).IsValueType ? null : ReflectedAccess.Setter<T, TMember>(member);
        string[] aliases = member.Settings?.Aliases ?? [];
        bool isKey = member.Settings?.IsKey == true;
        bool isNullable = ReflectedNullability.AcceptsNull(member, parameter);
        bool isArgument = !isNullable && parameter is { HasDefaultValue: false };
        return set is null
            ? new Member<T, TMember>(member.Name, type, get, member.IsRequired) { Aliases = aliases, IsKey = isKey, IsNullable = isNullable, IsArgument = isArgument }
            : new Member<T, TMember>(member.Name, type, get, set, member.IsRequired) { Aliases = aliases, IsKey = isKey, IsNullable = isNullable };
    }
}

/// <summary>The unslicer for classes that are created empty.</summary>
[RequiresUnreferencedCode("Members are looked up by reflection.")]
[RequiresDynamicCode("Accessors are compiled at run time.")]
internal sealed class ReflectedUnslicer<T>(ReflectedSlicer<T> slicer, ConstructorInfo constructor) : InstanceUnslicer<T>(slicer)
    where T : class
{
    private readonly Func<object?[], T> _make = ReflectedAccess.Constructor<T>(constructor);

    protected override T Create() => _make([]);
}

/// <summary>The unslicer for structs, and for classes whose constructor sets members.</summary>
[RequiresUnreferencedCode("Members are looked up by reflection.")]
[RequiresDynamicCode("Accessors are compiled at run time.")]
internal sealed class ReflectedConstructedUnslicer<T>(ReflectedSlicer<T> slicer) : ConstructedInstanceUnslicer<T>(slicer)
{
    private readonly IReadOnlyList<ReflectedMember> _members = ReflectedMembers.Of(typeof(T));
    private readonly Func<object?[], T>? _make = slicer.Constructor.Info is { } info ? ReflectedAccess.Constructor<T>(info) : null;

    protected override T Build(IReadOnlyList<object?> parts)
    {
        int[] taken = slicer.Constructor.Members;
        object? built = default(T);
        if (_make is not null)
        {
            ParameterInfo[] parameters = slicer.Constructor.Info!.GetParameters();
            object?[] arguments = new object?[taken.Length];
            for (int i = 0; i < taken.Length; i++)
            {
                arguments[i] = (HasPart(parts, taken[i]) ? parts[taken[i]] : Otherwise(parameters[i])) ?? DefaultOf(parameters[i].ParameterType);
            }

            built = _make(arguments);
        }

        for (int i = 0; i < _members.Count; i++)
        {
            if (!taken.Contains(i) && HasPart(parts, i))
            {
                Set(built!, i, parts[i]);
            }
        }

        return (T)built!;
    }

    private static object? Otherwise(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue : null;

    /// <summary>Returns the default value of a type, which reflection represents as null even for a struct.</summary>
    private static object? DefaultOf(Type type) => type.IsValueType ? Array.CreateInstance(type, 1).GetValue(0) : null;

    private void Set(object built, int number, object? part)
    {
        if (_members[number].Accessor?.SetMethod is { } set)
        {
            set.Invoke(built, BindingFlags.DoNotWrapExceptions, null, [part], null);
        }
        else
        {
            _members[number].Field!.SetValue(built, part);
        }
    }
}
