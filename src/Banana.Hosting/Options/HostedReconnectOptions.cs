using Banana.Transport;

namespace Banana.Hosting;

/// <summary>How a hosted endpoint connects again; see <see cref="ReconnectOptions"/>.</summary>
public sealed class HostedReconnectOptions
{
    private static readonly ReconnectOptions s_defaults = new();

    /// <summary>Whether a connection that ends is made again, and the first attempt repeated.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; set; } = true;

    /// <inheritdoc cref="ReconnectOptions.FirstDelay" path="/summary|/value"/>
    public TimeSpan FirstDelay { get; set; } = s_defaults.FirstDelay;

    /// <inheritdoc cref="ReconnectOptions.LongestDelay" path="/summary|/value"/>
    public TimeSpan LongestDelay { get; set; } = s_defaults.LongestDelay;

    /// <inheritdoc cref="ReconnectOptions.Factor" path="/summary|/value"/>
    public double Factor { get; set; } = s_defaults.Factor;

    /// <inheritdoc cref="ReconnectOptions.MaxAttempts" path="/summary|/value"/>
    public int? MaxAttempts { get; set; }
}
