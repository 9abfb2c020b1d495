using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Banana.Generators.Parsing;

/// <summary>Every diagnostic, in the order of the ids. docs/diagnostics.md has a chapter for each.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor UnsupportedMember = New(
        "BAN001", "A member cannot be sent", "'{0}.{1}' cannot be sent: {2}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor DuplicateName = New(
        "BAN002", "Two members have one name", "'{0}' has two members that are called '{1}' on the wire. Give one another name by [SliceMember].", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor MissingName = New(
        "BAN003", "A sliceable type has no name", "'{0}' needs a name of its own on the wire, as in [Sliceable(\"shop.order\")]", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor UnreachableConstructor = New(
        "BAN004",
        "Instances cannot be made",
        "'{0}' has no constructor whose parameters are all members, by name and type. Give it one, or a surrogate.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor UnboundedMember = New(
        "BAN005",
        "A member has no bound of its own",
        "'{0}.{1}' may be as large as the policy allows. [MaxLength] or [StringLength] would say how large it is meant to be.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor InaccessibleType = New(
        "BAN006", "A type cannot be named", "'{0}' cannot be sent: generated code cannot name it. Make it and what it stands in at least internal, and not file.", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor DuplicateWireName = New(
        "BAN007", "Two types have one wire name", "'{0}' and '{1}' are both called '{2}' on the wire. In one registry only one of them can be used.", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NotDerived = New(
        "BAN008", "A listed type cannot stand in the place", "'{0}' cannot stand where '{1}' is declared: it is not derived from it, or not sliceable itself", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ManyConstructors = New(
        "BAN009",
        "Several constructors could be taken",
        "Instances of '{0}' come back by '{1}', but others could be taken as well. [SliceConstructor] would say which is meant.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor NoInstances = New(
        "BAN010", "A type has no instances that can be sent", "'{0}' cannot be sent: {1}", DiagnosticSeverity.Error);

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId = new[]
    {
        UnsupportedMember, DuplicateName, MissingName, UnreachableConstructor, UnboundedMember, InaccessibleType, DuplicateWireName, NotDerived, ManyConstructors, NoInstances,
    }.ToDictionary(descriptor => descriptor.Id);

    public static DiagnosticDescriptor Find(string id) => s_byId[id];

    private static DiagnosticDescriptor New(string id, string title, string message, DiagnosticSeverity severity) => new(
        id,
        title,
        message,
        "Banana",
        severity,
        isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/banana-net/banana/blob/main/docs/diagnostics.md#{id.ToLowerInvariant()}",
        customTags: severity == DiagnosticSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : []); // no code is written for what is an error
}
