using Banana.Slicing;

namespace Banana.Transport;

/// <summary>Messages about types that are no events, with what to do.</summary>
internal static class UnknownEvents
{
    private const string Register = "register it before the connection is made: options.Events.Add<T>(name)";

    /// <summary>For a type that is to be registered under the name in its attribute.</summary>
    public static string Unnamed(Type type) => IsForgotten(type)
        ? $"{type} has [Event], but no code was generated for it: in the project that declares it, reference the Banana.Slicers package, or {Register}."
        : $"{type} has no [Event], which names it. Put [Event(\"a.name\")] on it, or {Register}.";

    /// <summary>For a type that is to be sent or received.</summary>
    /// <param name="type">The type.</param>
    /// <param name="generated">What its attribute says; null if there is none.</param>
    /// <param name="isEvent">Whether another type is an event.</param>
    public static string Unregistered(Type type, GeneratedEvent? generated, Predicate<Type> isEvent) =>
        generated is not null ? $"{type} has [Event], but IncludesGenerated is false: register it before the connection is made: options.Events.Add<T>()."
        : FindBase(type, isEvent) is { } level ? $"{type} is not registered as an event, but {level} is: send it as that, with SendAsync<{level.Name}>(value)."
        : IsForgotten(type) ? Unnamed(type)
        : $"{type} is not registered as an event. Put [Event(\"a.name\")] on it, or {Register}.";

    /// <summary>For a name that two types have.</summary>
    public static string Conflict(string name, Type owner, Type other) =>
        $"{owner} and {other} both are the event '{name}'. Rename one of them, or register it under another name before the first connection is made: "
        + "options.Events.Add<T>(name).";

    private static Type? FindBase(Type type, Predicate<Type> isEvent)
    {
        Type? level = type.BaseType;
        while (level is not null && !isEvent(level))
        {
            level = level.BaseType;
        }

        return level;
    }

    private static bool IsForgotten(Type type) => type.IsDefined(typeof(EventAttribute), inherit: false);
}
