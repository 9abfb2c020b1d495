using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Banana.Generators.Model;
using Microsoft.CodeAnalysis;
using TypeKind = Banana.Generators.Model.TypeKind;

namespace Banana.Generators.Parsing;

/// <summary>Symbols in, models out: all thinking of the generator is in this folder.</summary>
internal sealed class TypeParser
{
    private readonly INamedTypeSymbol _type;
    private readonly ReachableTypes _reachable;
    private readonly List<DiagnosticModel> _diagnostics = [];
    private readonly string _wireName;

    private TypeParser(INamedTypeSymbol type, Compilation compilation, string wireName)
    {
        _type = type;
        _reachable = new ReachableTypes(compilation);
        _wireName = wireName;
    }

    /// <summary>A type with [Sliceable], and perhaps [Event].</summary>
    public static ParseResult Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        string name = Names.Argument(context.Attributes[0]);
        TypeParser parser = new(type, context.SemanticModel.Compilation, name);
        cancellationToken.ThrowIfCancellationRequested();
        EventModel? eventModel = EventParser.Find(type, parser._diagnostics);
        TypeModel? model = parser._diagnostics.Count > 0 ? null : parser.Parse();
        return new ParseResult(
            model,
            new EquatableArray<RegistrationModel>(parser._reachable.Registrations),
            new EquatableArray<DiagnosticModel>(parser._diagnostics),
            DiagnosticModel.Of(Descriptors.DuplicateWireName, type.Locations.FirstOrDefault(), type.Name, type.Name, name),
            eventModel);
    }

    /// <summary>A type with [Event] alone, whose wire name is that of the event.</summary>
    public static ParseResult ParseEvent(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) =>
        Names.Attribute(context.TargetSymbol, Names.Sliceable) is null ? Parse(context, cancellationToken) : ParseResult.Nothing;

    /// <summary>The types of [assembly: SliceableContainer].</summary>
    public static ParseResult ParseContainers(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        ReachableTypes reachable = new(context.SemanticModel.Compilation);
        List<DiagnosticModel> diagnostics = [];
        foreach (AttributeData attribute in context.Attributes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (attribute.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol type && reachable.Add(type) is { } problem)
            {
                diagnostics.Add(DiagnosticModel.Of(
                    Descriptors.UnsupportedMember, attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation(), "assembly", type.Name, problem));
            }
        }

        return new ParseResult(null, new EquatableArray<RegistrationModel>(reachable.Registrations), new EquatableArray<DiagnosticModel>(diagnostics));
    }

    private TypeModel? Parse()
    {
        Location? location = _type.Locations.FirstOrDefault();
        if (!CanBeNamed(location))
        {
            return null;
        }

        foreach (AttributeData listed in _type.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == Names.Derived))
        {
            CheckDerived(listed);
        }

        if (TryRegisterOnly())
        {
            return NewModel(TypeKind.RegistrationOnly, [], new ConstructorModel("", default, default), []);
        }

        AccessParser access = new(_type);
        MemberParser members = new(_type, _reachable, access, _diagnostics);
        List<MemberParser.Found> found = members.Find();
        foreach (string twice in found.GroupBy(member => member.WireName).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            _diagnostics.Add(DiagnosticModel.Of(Descriptors.DuplicateName, location, _type.Name, twice));
        }

        if (ConstructorParser.Find(_type, found) is not { } constructor)
        {
            _diagnostics.Add(DiagnosticModel.Of(Descriptors.UnreachableConstructor, location, _type.Name));
            return null;
        }

        if (constructor.Others > 0)
        {
            _diagnostics.Add(DiagnosticModel.Of(
                Descriptors.ManyConstructors, constructor.Method!.Locations.FirstOrDefault() ?? location, _type.Name, Names.Signature(constructor.Method)));
        }

        List<MemberModel> models = [.. found.Select((member, i) => members.ToModel(member, constructor.Takes(i)))];
        ConstructorModel made = ConstructorParser.ToModel(_type, constructor.Method, constructor.Members, access);
        RegisterSelf();
        bool isFilled = !_type.IsValueType && constructor.Members.Count == 0;
        CheckExtension(members.Extension, isFilled);
        return _diagnostics.Any(diagnostic => Descriptors.Find(diagnostic.Id).DefaultSeverity == DiagnosticSeverity.Error)
            ? null
            : NewModel(
                isFilled ? TypeKind.Filled : TypeKind.Built,
                models,
                made,
                access.Classes,
                members.Extension is { } kept ? access.Get(kept.Symbol, kept.Field) : "",
                members.Extension is { } set ? access.Set(set.Symbol, set.Field) : "");
    }

    private bool CanBeNamed(Location? location)
    {
        if (string.IsNullOrWhiteSpace(_wireName))
        {
            _diagnostics.Add(DiagnosticModel.Of(Descriptors.MissingName, location, _type.Name));
            return false;
        }

        if (WhyNoInstances() is { } why)
        {
            _diagnostics.Add(DiagnosticModel.Of(Descriptors.NoInstances, location, _type.Name, why));
            return false;
        }

        if (!Names.IsNameable(_type))
        {
            _diagnostics.Add(DiagnosticModel.Of(Descriptors.InaccessibleType, location, _type.Name));
            return false;
        }

        return true;
    }

    private void CheckExtension(MemberParser.Found? member, bool isFilled)
    {
        if (member is { } extension && (!isFilled || Names.Definition(extension.Type) != "Banana.UnknownAttributes"))
        {
            _diagnostics.Add(DiagnosticModel.Of(
                Descriptors.UnsupportedMember,
                extension.Symbol.Locations.FirstOrDefault(),
                _type.Name,
                extension.Symbol.Name,
                "extension data must be a member of type UnknownAttributes in a class that is created by a parameterless constructor."));
        }
    }

    private TypeModel NewModel(
        TypeKind kind,
        IEnumerable<MemberModel> members,
        ConstructorModel constructor,
        IEnumerable<AccessorClassModel> accessors,
        string getUnknown = "",
        string setUnknown = "")
    {
        (string parameters, string constraints) = Names.Parameters(_type);
        return new TypeModel(
            kind,
            Names.File(_type),
            ReachableTypes.GeneratedNamespace(_type),
            Names.OneWord(_type),
            Names.Full(_type),
            parameters,
            constraints,
            _wireName,
            new EquatableArray<string>(Names.ParametersOf(_type).Select(parameter => parameter.Name)),
            new EquatableArray<MemberModel>(members),
            constructor,
            new EquatableArray<string>(Derived.Select(Names.Full)),
            new EquatableArray<AccessorClassModel>(accessors),
            getUnknown,
            setUnknown);
    }

    private IEnumerable<ITypeSymbol> Derived => _type.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.ToDisplayString() == Names.Derived)
        .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value)
        .OfType<ITypeSymbol>();

    private void CheckDerived(AttributeData listed)
    {
        if (listed.ConstructorArguments.FirstOrDefault().Value is not INamedTypeSymbol derived)
        {
            return;
        }

        bool isDerived = derived.AllInterfaces.Contains(_type, SymbolEqualityComparer.Default);
        for (INamedTypeSymbol? level = derived.BaseType; level is not null && !isDerived; level = level.BaseType)
        {
            isDerived = SymbolEqualityComparer.Default.Equals(level, _type);
        }

        _reachable.Add(derived);
        RequireNameable(derived, listed);
        if (!isDerived || !Names.IsSliceable(derived))
        {
            _diagnostics.Add(DiagnosticModel.Of(
                Descriptors.NotDerived, listed.ApplicationSyntaxReference?.GetSyntax().GetLocation(), derived.Name, _type.Name));
        }
    }

    private void RequireNameable(ITypeSymbol type, AttributeData named)
    {
        if (!Names.IsNameable(type))
        {
            _diagnostics.Add(DiagnosticModel.Of(
                Descriptors.InaccessibleType, named.ApplicationSyntaxReference?.GetSyntax().GetLocation(), type.Name));
        }
    }

    /// <summary>Why there is nothing of the type that generated code could hold; null if there is.</summary>
    private string? WhyNoInstances() => _type.IsRefLikeType
        ? "it is a ref struct, which collections and fields of objects cannot hold. Make it a struct, and copy the data it points to."
        : _type.IsStatic ? "it is static. Remove the attribute, or send an object that holds its state."
        : null;

    /// <summary>Types that need no slicer of their own: one line of the registration makes them known.</summary>
    private bool TryRegisterOnly()
    {
        string full = Names.Full(_type);
        if (_type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum)
        {
            string number = Names.Full(_type.EnumUnderlyingType!);
            _reachable.Register(_type, $"BuiltInTypes.Enum<{full}, {number}>(types.Get<{number}>(), {Names.Literal(_wireName)})");
        }
        else if (Names.Attribute(_type, Names.Surrogate)?.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol surrogate)
        {
            _reachable.Add(surrogate);
            RequireNameable(surrogate, Names.Attribute(_type, Names.Surrogate)!);
            _reachable.Register(
                _type, $"BuiltInTypes.Surrogate<{full}, {Names.Full(surrogate)}>({Names.Literal(_wireName)}, types.Get<{Names.Full(surrogate)}>())");
        }
        else if (_type.IsAbstract)
        {
            string derived = string.Join(", ", Derived.Select(type => $"types.Get<{Names.Full(type)}>()"));
            _reachable.Register(_type, $"BuiltInTypes.Abstract<{full}>({Names.Literal(_wireName)}, static types => [{derived}])");
        }
        else
        {
            return false;
        }

        RegisterCollections();
        return true;
    }

    private void RegisterSelf()
    {
        if (!_type.IsGenericType)
        {
            _reachable.Register(_type, $"global::{ReachableTypes.GeneratedNamespace(_type)}.{Names.OneWord(_type)}Slicer.NewType(types)");
            RegisterCollections();
        }
    }

    /// <summary>Programs send rows of what they have: the two most usual kinds are always known.</summary>
    private void RegisterCollections()
    {
        string full = Names.Full(_type);
        _reachable.RegisterNamed($"global::System.Collections.Generic.List<{full}>", $"BuiltInTypes.List(types.Get<{full}>())");
        _reachable.RegisterNamed($"{full}[]", $"BuiltInTypes.Array(types.Get<{full}>())");
        if (_type.IsValueType)
        {
            _reachable.RegisterNamed($"{full}?", $"BuiltInTypes.Nullable(types.Get<{full}>())");
        }
    }
}
