using System.Collections.Generic;
using System.Linq;
using System.Text;
using Banana.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Banana.Generators.Parsing;

/// <summary>The name of a type as an event.</summary>
internal static class EventParser
{
    private const int MaxNameBytes = 255; // an announcement takes no more

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What [Event] says; null without it. A type that cannot be an event is reported.</summary>
    public static EventModel? Find(INamedTypeSymbol type, List<DiagnosticModel> diagnostics)
    {
        if (Names.Attribute(type, Names.Event) is not { } attribute)
        {
            return null;
        }

        string name = Names.Argument(attribute);
        Location? location = type.Locations.FirstOrDefault();
        if (!IsValid(name))
        {
            diagnostics.Add(DiagnosticModel.Of(Descriptors.InvalidEventName, location, type.Name));
        }

        if (WhyNone(type) is { } why)
        {
            diagnostics.Add(DiagnosticModel.Of(Descriptors.UnsupportedEvent, location, type.Name, why));
        }

        return new EventModel(Names.Full(type), name);
    }

    private static bool IsValid(string name)
    {
        try
        {
            return s_strict.GetByteCount(name) is >= 1 and <= MaxNameBytes;
        }
        catch (EncoderFallbackException)
        {
            return false; // half of a surrogate pair
        }
    }

    private static string? WhyNone(INamedTypeSymbol type) =>
        type.IsGenericType
            ? "it is generic, and one name would stand for many types. Register the closed types with Events.Add<T>(name), or derive a type from each."
        : type is { IsAbstract: true, IsStatic: false } && Names.Attribute(type, Names.Derived) is null && Names.Attribute(type, Names.Surrogate) is null
            ? "it is abstract, and no derived type may be sent in its place. List them with [SliceDerived]."
        : null;
}
