using System.Reflection;
using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Banana.Hosting.Tests;

/// <summary>Options come from the configuration, and are checked when the host starts.</summary>
[TestClass]
public sealed class OptionsTests
{
    private static readonly string[] s_ofTheCode =
        ["Name", "Serializer", "TimeProvider", "OnRefused", "Connection", "Logger", "MeterFactory", "Jitter"];

    [TestMethod]
    [DataRow("Serve:0", "tcp:localhost", "'shop': Serve has an address that cannot be used. 'tcp:localhost' is no address: the host or the port is missing. Write tcp:host:port")]
    [DataRow("Connect:0", "ftp:x", "'shop': Connect has an address that cannot be used. 'ftp:x' is no address: its kind is unknown")]
    [DataRow("Connect:0", "memory:there", "'shop': Connect has 'memory:there' more than once. Remove all but one")]
    [DataRow("Serve:0", "tls:*:1", "'shop': 'tls:*:1' needs a certificate to be served. Call UseListenerOptions(new TlsListenerOptions")]
    [DataRow("Serve:0", "ws://host/path", "'shop': 'ws://host/path' cannot be served, because that takes a web server.")]
    [DataRow("MaxEnvelopeBytes", "1", "'shop': MaxEnvelopeBytes is 1. Set it to another value: value ('1') must be greater than or equal to '4096'.")]
    [DataRow("HelloTimeout", "00:00:00", "'shop': HelloTimeout is 00:00:00. Set it to another value: value ('00:00:00') must be greater than '00:00:00'.")]
    [DataRow("DisconnectTimeout", "00:00:05", "'shop': DisconnectTimeout is 00:00:05, and a silent peer is asked only after 00:00:30. Set it to more than KeepaliveTimeout.")]
    [DataRow("Reconnect:Factor", "0.5", "'shop': Reconnect:Factor is 0.5. Set it to another value: The factor must be a finite number of at least 1.")]
    [DataRow("OnHandlerFault", "7", "'shop': OnHandlerFault is 7. Set it to another value: it must be one of Continue, StopEndpoint.")]
    public async Task StartAsync_WithAnOptionThatCannotWork_FailsWithTheSentence(string key, string value, string sentence)
    {
        await using TestHost host = TestHost.With("shop", endpoint => endpoint
            .Configure(options => AddIf(options.Connect, value == "memory:there", value))
            .Bind(TestHost.Configuration((key, value))));
        OptionsValidationException failed = await Assert.ThrowsExactlyAsync<OptionsValidationException>(host.StartAsync);
        StringAssert.Contains(failed.Message, $"The Banana endpoint {sentence}");
    }

    [TestMethod]
    public async Task StartAsync_WithSeveralFaults_TellsAllOfThem()
    {
        await using TestHost host = TestHost.With("shop", endpoint => endpoint.Serve("nowhere").Configure(options => options.MaxConnections = 0));
        Assert.HasCount(2, (await Assert.ThrowsExactlyAsync<OptionsValidationException>(host.StartAsync)).Failures);
    }

    [TestMethod]
    [DataRow("MaxConections", "1", "MaxConections")]
    [DataRow("MaxConnections", "many", "MaxConnections")]
    public async Task StartAsync_WithAKeyOrValueThatMeansNothing_FailsAndNamesIt(string key, string value, string named)
    {
        await using TestHost host = TestHost.With("shop", endpoint => endpoint.Bind(TestHost.Configuration((key, value))));
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<InvalidOperationException>(host.StartAsync)).Message, named);
    }

    [TestMethod]
    public async Task Bind_ReadsAllKindsOfOptions()
    {
        await using TestHost host = TestHost.With("shop", endpoint => endpoint.Serve("memory:code").Bind(TestHost.Configuration(
            ("Serve:0", "memory:here"),
            ("Connect:0", "tcp:localhost:1"),
            ("Connect:1", "unix:/run/s"),
            ("WaitsForConnections", "false"),
            ("OnHandlerFault", "StopEndpoint"),
            ("StreamWindow", "9000000000"),
            ("KeepaliveTimeout", "00:01:00"),
            ("Reconnect:MaxAttempts", "3"),
            ("Reconnect:Factor", "1.5"))));
        HostedEndpointOptions options = host.Services.GetRequiredService<IOptionsMonitor<HostedEndpointOptions>>().Get("shop");
        CollectionAssert.AreEqual(new[] { "memory:code", "memory:here" }, options.Serve.ToArray());
        CollectionAssert.AreEqual(new[] { "tcp:localhost:1", "unix:/run/s" }, options.Connect.ToArray());
        Assert.AreEqual(
            (false, HandlerFaultAction.StopEndpoint, 9_000_000_000, TimeSpan.FromMinutes(1), 3, 1.5),
            (options.WaitsForConnections, options.OnHandlerFault, options.StreamWindow, options.KeepaliveTimeout, options.Reconnect.MaxAttempts, options.Reconnect.Factor));
    }

    /// <summary>Every option of the bus that is data can be configured, has the same default, and arrives at the endpoint.</summary>
    [TestMethod]
    [DataRow(typeof(EndpointOptions))]
    [DataRow(typeof(EventConnectionOptions))]
    [DataRow(typeof(ReconnectOptions))]
    public void Options_OfTheBus_AreThoseOfTheHost(Type bus)
    {
        IEnumerable<PropertyInfo> settable = bus.GetProperties().Where(property => property.CanWrite && !s_ofTheCode.Contains(property.Name));
        Assert.IsGreaterThanOrEqualTo(4, settable.Count());
        foreach (PropertyInfo property in settable)
        {
            HostedEndpointOptions changed = new();
            object? before = Value(new HostedEndpointOptions(), bus, property.Name);
            Assert.AreEqual(property.Name == "Reconnect" ? before : Activated(bus, property), before, property.Name);
            Change(property.Name == "Reconnect" || bus == typeof(ReconnectOptions) ? changed.Reconnect : changed, property.Name == "Reconnect" ? "Enabled" : property.Name);
            Assert.AreNotEqual(before, Value(changed, bus, property.Name), property.Name);
        }
    }

    /// <summary>An option that the bus would refuse is found at the start, whichever it is.</summary>
    [TestMethod]
    public void Options_ThatTheBusRefuses_AreRefusedByTheValidator()
    {
        foreach (PropertyInfo property in typeof(HostedEndpointOptions).GetProperties().Where(property => property.PropertyType != typeof(bool)))
        {
            object? bad = property.PropertyType switch
            {
                { } type when type == typeof(int) => -1,
                { } type when type == typeof(long) => -1L,
                { } type when type == typeof(TimeSpan) => TimeSpan.Zero,
                { } type when type == typeof(HandlerFaultAction) => (HandlerFaultAction)(-1),
                _ => null,
            };
            if (bad is null)
            {
                Assert.IsTrue(property.Name is "Serve" or "Connect" or "Reconnect", property.Name);
                continue;
            }

            HostedEndpointOptions options = new();
            property.SetValue(options, bad);
            Assert.IsTrue(new HostedEndpointValidator(new EndpointSetup("shop")).Validate("shop", options).Failed, property.Name);
        }
    }

    private static void AddIf(IList<string> list, bool isWanted, string value)
    {
        if (isWanted)
        {
            list.Add(value);
        }
    }

    private static object? Activated(Type bus, PropertyInfo property) => property.GetValue(Activator.CreateInstance(bus));

    private static object? Value(HostedEndpointOptions options, Type bus, string name)
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        EndpointOptions made = EndpointOptionsFactory.Create(new EndpointSetup("shop"), options, services);
        object? source = bus == typeof(EndpointOptions) ? made : bus == typeof(ReconnectOptions) ? made.Reconnect : made.Connection;
        object? value = source!.GetType().GetProperty(name)!.GetValue(source);
        return name == "Reconnect" ? value is not null : value;
    }

    private static void Change(object options, string name)
    {
        PropertyInfo property = options.GetType().GetProperty(name) ?? throw new AssertFailedException($"{options.GetType().Name} lacks {name}.");
        property.SetValue(options, property.GetValue(options) switch
        {
            bool value => !value,
            int value => value + 1,
            long value => value + 1,
            double value => value + 1,
            TimeSpan value => value + TimeSpan.FromSeconds(1),
            HandlerFaultAction => HandlerFaultAction.StopEndpoint,
            null => 1,
            _ => throw new NotSupportedException($"The test does not know how to change {name}."),
        });
    }
}
