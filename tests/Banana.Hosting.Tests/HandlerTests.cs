using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Banana.Hosting.Tests;

/// <summary>Handlers are services of the container.</summary>
[TestClass]
public sealed class HandlerTests
{
    [TestMethod]
    public async Task Handler_OfEachEvent_HasAScopeOfItsOwn()
    {
        await using TestHost host = Scoped();
        await host.StartAsync();
        Trace trace = host.Services.GetRequiredService<Trace>();
        await host.Endpoint.PublishAsync(new Note("a"));
        await host.Endpoint.PublishAsync(new Note("b"));
        foreach (string expected in new[] { "a of shop in 1", "end 1", "b of shop in 2", "end 2" })
        {
            Assert.AreEqual(expected, await trace.NextAsync());
        }
    }

    [TestMethod]
    public async Task Handler_ThatThrows_IsLogged_ItsScopeEnds_AndTheNextEventFollows()
    {
        await using TestHost host = Scoped();
        await host.StartAsync();
        Trace trace = host.Services.GetRequiredService<Trace>();
        await host.Endpoint.PublishAsync(new Note("bad"));
        await host.Endpoint.PublishAsync(new Note("good"));
        foreach (string expected in new[] { "bad of shop in 1", "end 1", "good of shop in 2" })
        {
            Assert.AreEqual(expected, await trace.NextAsync());
        }

        TestLog.Entry logged = await host.Log.WaitForAsync("HandlerFailed");
        Assert.AreEqual(("A handler of shop failed with an event 'hosting.note' from shop", "a bad note"), (logged.Text, logged.Fault!.Message));
        CollectionAssert.Contains(host.Log.Categories, "Banana.Transport.Endpoint");
    }

    [TestMethod]
    public async Task Handler_OfRequests_AnswersOrFails()
    {
        await using TestHost host = await TestHost.StartAsync(
            "shop", endpoint => endpoint.AddRequestHandler<Sum, Total, Adder>().Configure(options => options.SendsFailureDetails = true));
        Assert.AreEqual(7, (await host.Endpoint.RequestAsync<Sum, Total>(new Sum(3, 4))).Value);
        RequestFailedException failed = await Assert.ThrowsExactlyAsync<RequestFailedException>(() => host.Endpoint.RequestAsync<Sum, Total>(new Sum(-1, 4)));
        StringAssert.Contains(failed.Message, "too small");
    }

    [TestMethod]
    public async Task Handler_ThatIsAServiceAlready_IsThatService()
    {
        Sleeper own = new();
        await using TestHost host = new(services => services.AddSingleton(own).AddBananaEndpoint("shop", endpoint => endpoint.AddHandler<Note, Sleeper>()));
        await host.StartAsync();
        await host.Endpoint.PublishAsync(new Note("a"));
        await own.Entered.Task.WaitAsync(TestHost.Patience);
        own.Leave.SetResult();
    }

    [TestMethod]
    public async Task Handler_OfATypeThatIsNoEvent_FailsTheStart()
    {
        await using TestHost unregistered = TestHost.With("shop", endpoint => endpoint.AddHandler<Plain, PlainHandler>());
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<NotSupportedException>(unregistered.StartAsync)).Message, nameof(Plain));
        await using TestHost registered = await TestHost.StartAsync(
            "shop", endpoint => endpoint.AddEvent<Plain>("hosting.plain").AddHandler<Plain, PlainHandler>());
        Assert.IsTrue(registered.Endpoint.IsSubscribed<Plain>("shop"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Handler_ThatStopsItsEndpoint_StopsTheHostIfThatIsWanted(bool isWanted)
    {
        await using TestHost host = new(services => services
            .AddSingleton<Trace>()
            .AddScoped<Unit>()
            .AddBananaEndpoint("shop", endpoint => endpoint.AddHandler<Note, ScopedHandler>().Configure(options =>
            {
                options.OnHandlerFault = HandlerFaultAction.StopEndpoint;
                options.StopsHostOnFault = isWanted;
            })));
        TaskCompletionSource stopping = new();
        using CancellationTokenRegistration registration =
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await host.StartAsync();
        await host.Endpoint.PublishAsync(new Note("bad"));
        await host.Endpoint.Stopped.WaitAsync(TestHost.Patience);
        if (isWanted)
        {
            await stopping.Task.WaitAsync(TestHost.Patience);
        }
        else
        {
            Assert.IsFalse(stopping.Task.IsCompleted);
        }
    }

    private static TestHost Scoped() => new(services => services
        .AddSingleton<Trace>()
        .AddScoped<Unit>()
        .AddBananaEndpoint("shop", endpoint => endpoint.AddHandler<Note, ScopedHandler>()));

    private sealed class PlainHandler : IEventHandler<Plain>
    {
        public ValueTask HandleAsync(Plain value, EventContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
