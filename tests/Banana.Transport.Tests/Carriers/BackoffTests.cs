namespace Banana.Transport.Tests.Carriers;

/// <summary>Delays grow, differ, and end; without waiting for any.</summary>
[TestClass]
public sealed class BackoffTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [TestMethod]
    public void Delays_WithTheWholeJitter_GrowUpToTheLongest()
    {
        Backoff backoff = New(jitter: 1);
        Assert.AreEqual("1 2 4 8 10 10", string.Join(' ', Take(backoff, 6)));
        backoff.Reset();
        Assert.AreEqual("1 2", string.Join(' ', Take(backoff, 2)));
        Assert.AreEqual(2, backoff.Attempts);
    }

    [TestMethod]
    [DataRow(0.5, "0.5 1 2 4 5")]
    [DataRow(0.0, "0 0 0 0 0")]
    [DataRow(7.0, "1 2 4 8 10")]
    [DataRow(-1.0, "0 0 0 0 0")]
    public void Delays_AreThatPartThatJitterSays(double jitter, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', Take(New(jitter), 5)));

    [TestMethod]
    public void Delays_AfterVeryManyAttempts_AreTheLongest()
    {
        Backoff backoff = New(jitter: 1);
        Assert.AreEqual(10, Take(backoff, 5000).Last());
    }

    [TestMethod]
    public async Task Attempts_AreLimited()
    {
        Backoff backoff = New(jitter: 1, maxAttempts: 2);
        Assert.HasCount(2, Take(backoff, 2));
        Assert.IsFalse(backoff.TryNext(out TimeSpan none));
        Assert.AreEqual(TimeSpan.Zero, none);
        Assert.IsFalse(await backoff.WaitAsync());
        Assert.IsFalse(New(jitter: 1, maxAttempts: 0).TryNext(out _));
    }

    [TestMethod]
    public async Task Wait_EndsWhenItIsTime()
    {
        ManualTime time = new();
        Backoff backoff = New(jitter: 1, time: time);
        Task<bool> waiting = backoff.WaitAsync().AsTask();
        time.Advance(0.9 * s_second);
        Assert.IsFalse(waiting.IsCompleted);
        time.Advance(0.1 * s_second);
        Assert.IsTrue(await waiting);
        using CancellationTokenSource stop = new();
        Task<bool> stopped = backoff.WaitAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => stopped);
    }

    [TestMethod]
    public void Jitter_ByDefault_IsSpreadFromZeroToOne()
    {
        double[] parts = [.. Enumerable.Range(0, 1000).Select(_ => new ReconnectOptions().Jitter())];
        Assert.IsTrue(parts.All(part => part is >= 0 and < 1));
        Assert.IsTrue(parts.Min() < 0.2 && parts.Max() > 0.8 && parts.Distinct().Count() > 900);
    }

    [TestMethod]
    public void Options_ThatMakeNoSense_AreRefusedAtOnce()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ReconnectOptions { FirstDelay = TimeSpan.Zero });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ReconnectOptions { LongestDelay = TimeSpan.MaxValue });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ReconnectOptions { Factor = 0.5 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ReconnectOptions { Factor = double.NaN });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ReconnectOptions { MaxAttempts = -1 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ListenerOptions { Backlog = 0 });
    }

    private static Backoff New(double jitter, int? maxAttempts = null, TimeProvider? time = null) => new(
        new ReconnectOptions { FirstDelay = s_second, LongestDelay = 10 * s_second, Jitter = () => jitter, MaxAttempts = maxAttempts }, time ?? TimeProvider.System);

    private static List<double> Take(Backoff backoff, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => backoff.TryNext(out TimeSpan delay) ? delay.TotalSeconds : throw new AssertFailedException("no more"))];
}
