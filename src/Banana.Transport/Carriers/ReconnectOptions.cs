using System.Security.Cryptography;

namespace Banana.Transport;

/// <summary>How often, and after which delays, something that has failed is tried again.</summary>
public sealed class ReconnectOptions
{
    private const int Steps = 1 << 30;

    /// <summary>The longest delay before the first new attempt.</summary>
    /// <value>The default is 100 milliseconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or more than 49 days.</exception>
    public TimeSpan FirstDelay { get; init => field = Checked(value); } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest delay of all.</summary>
    /// <value>The default is 30 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or more than 49 days.</exception>
    public TimeSpan LongestDelay { get; init => field = Checked(value); } = TimeSpan.FromSeconds(30);

    /// <summary>The factor by which the longest delay grows with each attempt.</summary>
    /// <value>The default is 2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number of at least 1.</exception>
    public double Factor
    {
        get;
        init
        {
            if (!(value >= 1 && double.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "The factor must be a finite number of at least 1.");
            }

            field = value;
        }
    } = 2;

    /// <summary>The number of new attempts until the first success.</summary>
    /// <value>The default is null: unlimited.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxAttempts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
            field = value;
        }
    }

    /// <summary>
    /// A function that returns the part of the longest delay to wait, from 0 to 1. It differs each time, so that many clients do not return at
    /// the same moment to a server that was restarted.
    /// </summary>
    /// <value>The default is a random number.</value>
    public Func<double> Jitter { get; init; } = static () => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;

    internal static TimeSpan Checked(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(49)); // a timer takes no more
        return value;
    }
}
