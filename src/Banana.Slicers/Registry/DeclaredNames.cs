using System.Reflection;

namespace Banana.Slicing;

/// <summary>The wire names that types declare by their attributes.</summary>
internal static class DeclaredNames
{
    /// <summary>Returns the name by <see cref="SliceableAttribute"/>, or else by <see cref="EventAttribute"/>; null if there is none.</summary>
    public static string? Find(Type type) =>
        type.GetCustomAttribute<SliceableAttribute>()?.Name ?? type.GetCustomAttribute<EventAttribute>()?.Name;

    /// <summary>Returns the attribute for which code should have been generated, as it is written; null if there is none.</summary>
    public static string? FindAttribute(Type type) =>
        type.IsDefined(typeof(SliceableAttribute), inherit: false) ? "[Sliceable]"
        : type.IsDefined(typeof(EventAttribute), inherit: false) ? "[Event]"
        : null;
}
