using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Banana.Transport;

/// <summary>
/// A subscription whose handler is called for one event after the other, by a worker of its own. A handler that fails is told in the log,
/// and the next event follows.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source holds no handle, and a handler may still look at its token.")]
internal sealed class HandlerSubscriber<T> : Subscriber<T>
    where T : notnull
{
    private readonly Func<Delivery<T>, CancellationToken, ValueTask> _handler;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly HandlerScope _scope;

    /// <summary>Creates the subscription; <see cref="Start"/> starts its worker.</summary>
    public HandlerSubscriber(
        string name, SubscriptionOptions options, SubscriberHost host, bool answers, Func<Delivery<T>, CancellationToken, ValueTask> handler)
        : base(name, options, host)
    {
        _handler = handler;
        _scope = new HandlerScope(host);
        Answers = answers;
    }

    public override bool Answers { get; }

    protected override HandlerScope Scope => _scope;

    /// <summary>Starts the worker, which knows nothing of its creator's context: no trace, no culture, no scope.</summary>
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.RunAsync(), this, preferLocal: false);

    public override void End()
    {
        base.End();
        _ = _ending.CancelAsync(); // does not run the handler's callbacks here
    }

    public override async ValueTask EndAsync()
    {
        End();
        HandlerScope? caller = HandlerScope.Current;
        if (caller is null)
        {
            await _finished.Task.ConfigureAwait(false);
        }
        else if (caller.TryWaitFor(_scope)) // otherwise that handler waits for this call
        {
            await _finished.Task.ConfigureAwait(false);
            caller.StopWaitingFor(_scope);
        }
    }

    private async Task RunAsync()
    {
        _scope.Enter();
        ExecutionContext? context = ExecutionContext.Capture();
        try
        {
            while (await WaitAsync().ConfigureAwait(false))
            {
                while (TryTake(out Delivery<T> item))
                {
                    await HandleAsync(item).ConfigureAwait(false);
                    if (context is not null)
                    {
                        ExecutionContext.Restore(context); // what a handler leaves behind is not for the next event
                    }
                }
            }
        }
        finally
        {
            _finished.SetResult();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A handler's exception is told, and stops no other event.")]
    private async ValueTask HandleAsync(Delivery<T> item)
    {
        using Activity? activity = BusTracing.StartProcess(Host.Report.Name, Name, item.Trace);
        long start = Host.Report.Meter.MeasuresHandlers ? Host.Time.GetTimestamp() : 0;
        try
        {
            await _handler(item, _ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            Fail(item, fault: null); // it was asked to stop
        }
        catch (Exception fault)
        {
            BusTracing.Fail(activity, fault);
            Host.Report.HandlerFailed(fault, Name, item.Sender?.Label ?? Host.Report.Name);
            Fail(item, fault);
            Host.OnFault?.Invoke(fault);
        }

        if (start != 0)
        {
            Host.Report.Meter.Handled(Host.Report.Name, Name, Host.Time.GetElapsedTime(start));
        }
    }

    private void Fail(in Delivery<T> item, Exception? fault)
    {
        if (item.Request != 0 && Answers)
        {
            string message = Host.SendsFailureDetails && fault is not null ? Violation.Describe(fault) : $"The handler of '{Name}' at '{Host.Report.Name}' failed.";
            Host.Replies.Fail(item.Sender, item.Request, message, fault);
        }
    }
}
