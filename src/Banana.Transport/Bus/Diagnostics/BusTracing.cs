using System.Diagnostics;

namespace Banana.Transport;

/// <summary>The spans of endpoints, under the source <c>Banana.Events</c>: publish, request and process.</summary>
internal static class BusTracing
{
    /// <summary>The name of the source.</summary>
    public const string Name = "Banana.Events";

    private static readonly ActivitySource s_source = new(Name);

    /// <summary>Starts the span of a call that sends an event; null if nobody listens.</summary>
    public static Activity? StartSend(string verb, ActivityKind kind, string endpoint, string name) =>
        s_source.HasListeners() ? StartSlow(verb, kind, endpoint, name, parent: default) : null;

    /// <summary>Starts the span of a handler, below that of the sender; null if nobody listens.</summary>
    public static Activity? StartProcess(string endpoint, string name, ActivityContext sender) =>
        s_source.HasListeners() ? StartSlow("process", ActivityKind.Consumer, endpoint, name, sender) : null;

    /// <summary>Returns what the receiver's spans belong to; the default value if there is no trace.</summary>
    public static ActivityContext Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Context : default;

    /// <summary>Ends a span that has failed.</summary>
    public static void Fail(Activity? activity, Exception fault)
    {
        if (activity is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            activity.Dispose();
        }
    }

    private static Activity? StartSlow(string verb, ActivityKind kind, string endpoint, string name, ActivityContext parent)
    {
        Activity? activity = s_source.CreateActivity($"{verb} {name}", kind, parent);
        if (activity is not null)
        {
            activity.SetTag("messaging.system", "banana");
            activity.SetTag("messaging.destination.name", name);
            activity.SetTag("messaging.client.id", endpoint);
            activity.Start();
        }

        return activity;
    }
}
