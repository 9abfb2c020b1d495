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
        "BAN002", "Two members have the same name", "'{0}' has two members named '{1}' on the wire. Rename one of them with [SliceMember].", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor MissingName = New(
        "BAN003", "A sliceable type has no name", "'{0}' needs a name on the wire that no other type has, as in [Sliceable(\"shop.order\")]", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor UnreachableConstructor = New(
        "BAN004",
        "No constructor can be used",
        "'{0}' has no constructor whose parameters all match a member by name and type. Add one, or use a surrogate.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor UnboundedMember = New(
        "BAN005",
        "A member has no size limit of its own",
        "Only the policy limits the size of '{0}.{1}'. Set a limit with [MaxLength] or [StringLength].",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor InaccessibleType = New(
        "BAN006", "Generated code cannot access a type",
        "'{0}' cannot be sent: generated code cannot access it. Make it and its containing types at least internal, and not file-local.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor DuplicateWireName = New(
        "BAN007", "Two types have the same wire name", "'{0}' and '{1}' both have the wire name '{2}'. A registry can use only one of them.", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NotDerived = New(
        "BAN008", "A listed type cannot be used in place of its base",
        "'{0}' cannot be used where '{1}' is declared: it is not derived from '{1}', or is not sliceable itself",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ManyConstructors = New(
        "BAN009",
        "Several constructors could be used",
        "'{1}' is used to create instances of '{0}', but other constructors match as well. Mark the intended one with [SliceConstructor].",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor NoInstances = New(
        "BAN010", "A type has no instances that can be sent", "'{0}' cannot be sent: {1}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor InvalidEventName = New(
        "BAN011",
        "The name of an event is empty or too long",
        "The event '{0}' needs a name of 1 to 255 bytes in UTF-8, as in [Event(\"shop.order-placed\")]",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor DuplicateEventName = New(
        "BAN012", "Two events have the same name", "'{0}' and '{1}' are both the event '{2}'. Give each its own name.", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor UnsupportedEvent = New(
        "BAN013", "A type cannot be an event", "'{0}' cannot be an event: {1}", DiagnosticSeverity.Error);

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId = new[]
    {
        UnsupportedMember, DuplicateName, MissingName, UnreachableConstructor, UnboundedMember, InaccessibleType, DuplicateWireName, NotDerived, ManyConstructors, NoInstances,
        InvalidEventName, DuplicateEventName, UnsupportedEvent,
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
