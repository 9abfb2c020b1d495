namespace Banana.Transport;

/// <summary>The order in which waiting envelopes are sent: by priority, and small events before fragments of the same priority.</summary>
internal static class SendRanks
{
    public const int Normal = 2 * (int)EventPriority.Normal + 1;

    /// <summary>Returns the rank of a small event.</summary>
    public static int OfEvent(EventPriority priority) => (2 * (int)priority) + 1;

    /// <summary>Returns the rank of a fragment.</summary>
    public static int OfFragment(EventPriority priority) => 2 * (int)priority;

    /// <summary>Returns whether the rank is that of a fragment.</summary>
    public static bool IsBulk(int rank) => rank % 2 == 0;
}
