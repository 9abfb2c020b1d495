using System;
using System.Collections.Generic;
using System.Linq;
using Banana.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Banana.Generators.Parsing;

/// <summary>
/// Which members a type has on the wire: all of its state. Each field is sent, through the property that it belongs to if there is one; base
/// classes first, properties before fields, as they are declared. The slicers made at run time follow the same rules.
/// </summary>
internal sealed class MemberParser(INamedTypeSymbol owner, ReachableTypes reachable, AccessParser access, List<DiagnosticModel> diagnostics)
{
    private readonly HashSet<string> _locals = [];

    /// <summary>A member, and what a constructor's parameter must be like to be it.</summary>
    public sealed class Found(ISymbol symbol, IFieldSymbol? backing, ITypeSymbol type, AttributeData? settings)
    {
        public ISymbol Symbol => symbol;

        public IFieldSymbol? Field => backing;

        public ITypeSymbol Type => type;

        public string WireName { get; private set; } = GivenBy(settings)
            ?? (symbol is IFieldSymbol ? symbol.Name.TrimStart('_') : symbol.MetadataName);

        public int Order => Setting("Order") is { Value: int order } ? order : 0;

        public bool IsRequired => Setting("IsRequired") is { Value: true }
            || symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

        public bool IsDefinedOnly => Setting("IsDefinedOnly") is { Value: true };

        public bool IsKey => Setting("IsKey") is { Value: true };

        public IEnumerable<string> Aliases =>
            Setting("Aliases") is { Kind: TypedConstantKind.Array, Values: var values } ? values.Select(value => (string)value.Value!) : [];

        private TypedConstant? Setting(string name) =>
            settings?.NamedArguments.Where(argument => argument.Key == name).Select(argument => (TypedConstant?)argument.Value).FirstOrDefault();

        /// <summary>Puts the name of the class before that of the member, unless the attribute gave it.</summary>
        public void Qualify() => WireName = GivenBy(settings) ?? $"{symbol.ContainingType.Name}.{WireName}";

        private static string? GivenBy(AttributeData? settings) => settings?.ConstructorArguments.FirstOrDefault().Value as string;

        public bool IsParameter(IParameterSymbol parameter) =>
            string.Equals(symbol is IFieldSymbol ? symbol.Name.TrimStart('_') : symbol.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
            && SymbolEqualityComparer.Default.Equals(type, parameter.Type);
    }

    /// <summary>Returns the member for extension data; null if there is none.</summary>
    public Found? Extension { get; private set; }

    public List<Found> Find()
    {
        List<INamedTypeSymbol> levels = [];
        for (INamedTypeSymbol? level = owner; level is not null && level.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); level = level.BaseType)
        {
            levels.Insert(0, level);
        }

        List<Found> found = [];
        foreach (INamedTypeSymbol level in levels)
        {
            if (level.Locations.All(location => !location.IsInSource))
            {
                diagnostics.Add(DiagnosticModel.Of(
                    Descriptors.UnsupportedMember, owner.Locations.FirstOrDefault(), owner.Name, level.Name, "the state of a base class in another assembly is not accessible. Use a surrogate."));
                continue;
            }

            AddLevel(level, found);
            RefuseHiddenState(level, found);
        }

        QualifyHidden(found);
        return [.. found.OrderBy(member => member.Order)];
    }

    /// <summary>Of members of one name, those of the base classes are called by their class too: each has a state of its own.</summary>
    private static void QualifyHidden(List<Found> found)
    {
        foreach (List<Found> same in found.GroupBy(member => member.WireName).Select(group => group.ToList()).Where(group => group.Count > 1))
        {
            INamedTypeSymbol last = same[same.Count - 1].Symbol.ContainingType;
            same.Where(member => !SymbolEqualityComparer.Default.Equals(member.Symbol.ContainingType, last)).ToList().ForEach(member => member.Qualify());
        }
    }

    /// <param name="found">The member.</param>
    /// <param name="parameter">The parameter of the constructor that takes it; null if none does.</param>
    public MemberModel ToModel(Found found, IParameterSymbol? parameter)
    {
        if (reachable.Add(found.Type) is { } problem)
        {
            diagnostics.Add(DiagnosticModel.Of(Descriptors.UnsupportedMember, found.Symbol.Locations.FirstOrDefault(), owner.Name, found.Symbol.Name, problem));
        }

        if (IsUnbounded(found))
        {
            diagnostics.Add(DiagnosticModel.Of(Descriptors.UnboundedMember, found.Symbol.Locations.FirstOrDefault(), owner.Name, found.Symbol.Name));
        }

        string set = parameter is not null ? "" : access.Set(found.Symbol, found.Field);
        if (parameter is null && set.Length == 0)
        {
            diagnostics.Add(DiagnosticModel.Of(
                Descriptors.UnsupportedMember, found.Symbol.Locations.FirstOrDefault(), owner.Name, found.Symbol.Name, "nothing can set it. Add a setter or a constructor parameter."));
        }

        string word = new([.. found.Symbol.Name.Split('.').Last().TrimStart('_').Where(char.IsLetterOrDigit)]);
        string local = Names.Local(word);
        for (int i = 2; !_locals.Add(local); i++)
        {
            local = $"{Names.Local(word)}{i}"; // a base class may have a field of the same name
        }

        string definedEnum = found.IsDefinedOnly ? DefinedEnum(found) : "";
        Primitive primitive = definedEnum.Length > 0 ? Primitive.None
            : found.Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum ? Primitive.Enum
            : KnownTypes.Tokens.Contains(Names.Definition(found.Type)) ? Primitive.Token
            : Primitive.None;
        string get = access.Get(found.Symbol, found.Field);
        bool isNullable = Nullability.AcceptsNull(parameter ?? found.Symbol);
        return new MemberModel(
            found.WireName,
            $"_{local}",
            local,
            Names.Full(found.Type),
            reachable.OwnHalves(found.Type),
            primitive,
            primitive == Primitive.Enum ? Names.Full(((INamedTypeSymbol)found.Type).EnumUnderlyingType!) : "",
            CanWait: primitive == Primitive.None,
            found.Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Dynamic ? $"((object){get})" : get,
            set,
            found.IsRequired,
            isNullable,
            IsArgument: !isNullable && parameter is { HasExplicitDefaultValue: false },
            definedEnum,
            found.IsKey,
            new EquatableArray<string>(found.Aliases));
    }

    /// <summary>The enumeration of a member that takes only named numbers.</summary>
    private string DefinedEnum(Found found)
    {
        ITypeSymbol type = found.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : found.Type;
        if (type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum)
        {
            return Names.Full(type);
        }

        Refuse(found.Symbol, "IsDefinedOnly is for enumerations and nullable enumerations only.");
        return "";
    }

    private void AddLevel(INamedTypeSymbol level, List<Found> found)
    {
        List<IFieldSymbol> fields = [.. level.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst)];
        HashSet<ISymbol> covered = new(SymbolEqualityComparer.Default);
        foreach (IPropertySymbol property in level.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.IsStatic || property.IsIndexer || property.GetMethod is null)
            {
                continue;
            }

            IFieldSymbol? own = fields.Find(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
            IFieldSymbol? backing = own ?? fields.Find(field => IsBacking(field, property));
            AttributeData? settings = Names.Attribute(property, Names.Member);
            if (Names.Attribute(property, Names.ExtensionData) is not null)
            {
                Extension = new Found(property, backing, property.Type, settings);
                Cover(covered, backing);
            }
            else if (Names.Attribute(property, Names.Ignore) is not null)
            {
                Cover(covered, backing);
            }
            else if (settings is not null || own is not null || (backing is not null && property.SetMethod is not null))
            {
                found.Add(new Found(property, backing, property.Type, settings));
                Cover(covered, backing);
            }
        }

        if (fields.Find(field => Names.Attribute(field, Names.ExtensionData) is not null) is { } extension)
        {
            Extension = new Found(extension, extension, extension.Type, null);
            covered.Add(extension);
        }

        found.AddRange(fields.Where(field => !covered.Contains(field) && !IsIgnored(field))
            .Select(field => new Found(field, field, field.Type, Names.Attribute(field, Names.Member))));
    }

    /// <summary>State that has no symbol of its own: the listeners of an event, and what members use of a primary constructor's parameters.</summary>
    private void RefuseHiddenState(INamedTypeSymbol level, List<Found> found)
    {
        foreach (IEventSymbol listened in level.GetMembers().OfType<IEventSymbol>())
        {
            if (!listened.IsStatic && listened.AddMethod is { IsImplicitlyDeclared: true } && Names.Attribute(listened, Names.Ignore) is null)
            {
                Refuse(listened, "code is not data. Put [SliceIgnore] on the event.");
            }
        }

        foreach (IParameterSymbol captured in CapturedParameters.Of(level).Where(parameter => !found.Exists(member => member.IsParameter(parameter))))
        {
            Refuse(captured, "members use this parameter of the primary constructor, but its value cannot be read from an instance; make it a property.");
        }
    }

    private void Refuse(ISymbol symbol, string why) => diagnostics.Add(
        DiagnosticModel.Of(Descriptors.UnsupportedMember, symbol.Locations.FirstOrDefault(), owner.Name, symbol.Name, why));

    private static void Cover(HashSet<ISymbol> covered, IFieldSymbol? field)
    {
        if (field is not null)
        {
            covered.Add(field);
        }
    }

    private static bool IsBacking(IFieldSymbol field, IPropertySymbol property) =>
        field.DeclaredAccessibility == Accessibility.Private
        && field.AssociatedSymbol is null
        && string.Equals(field.Name.TrimStart('_'), property.Name, StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(field.Type, property.Type);

    private static bool IsIgnored(IFieldSymbol field) =>
        Names.Attribute(field, Names.Ignore) is not null
        || Names.Attribute(field, "System.NonSerializedAttribute") is not null
        || (field.AssociatedSymbol is { } associated && Names.Attribute(associated, Names.Ignore) is not null);

    private static bool IsUnbounded(Found found) =>
        (found.Type.SpecialType == SpecialType.System_String
            || found.Type is IArrayTypeSymbol
            || (found.Type is INamedTypeSymbol { IsGenericType: true } named && named.AllInterfaces.Any(level => level.Name == "IEnumerable")))
        && Names.Attribute(found.Symbol, "System.ComponentModel.DataAnnotations.MaxLengthAttribute") is null
        && Names.Attribute(found.Symbol, "System.ComponentModel.DataAnnotations.StringLengthAttribute") is null;
}
