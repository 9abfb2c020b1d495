namespace Banana.Transport.Tests.Bus;

/// <summary>Waits for what endpoints come to know.</summary>
internal static class EndpointExtensions
{
    /// <summary>Waits until an endpoint is no longer connected.</summary>
    public static Task WaitForGoneAsync(this Endpoint endpoint, string name) => endpoint.WaitForAsync(all => all.All(other => other.Name != name));

    /// <summary>Waits until an endpoint subscribes to these events and no others.</summary>
    public static Task WaitForSubscriptionsAsync(this Endpoint endpoint, string name, params string[] events) => endpoint.WaitForAsync(
        all => all.FirstOrDefault(other => other.Name == name) is { } found && found.Subscriptions.Order().SequenceEqual(events.Order()));

    private static async Task WaitForAsync(this Endpoint endpoint, Predicate<IReadOnlyList<ConnectedEndpoint>> isTrue)
    {
        await foreach (IReadOnlyList<ConnectedEndpoint> all in endpoint.WatchEndpointsAsync(TestBus.Patience))
        {
            if (isTrue(all))
            {
                return;
            }
        }

        Assert.Fail("the endpoint has stopped");
    }
}
