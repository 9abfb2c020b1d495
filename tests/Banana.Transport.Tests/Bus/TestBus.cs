using System.Net.Sockets;
using Banana.Transport.Tests.Carriers;
using Microsoft.Extensions.Logging;

namespace Banana.Transport.Tests.Bus;

/// <summary>Endpoints that are connected over one carrier.</summary>
internal sealed class TestBus(BusCarrier carrier) : IAsyncDisposable
{
    private readonly List<Endpoint> _endpoints = [];
    private readonly Dictionary<string, IConnector> _addresses = [];
    private readonly Dictionary<string, string> _places = [];

    /// <summary>No test takes nearly as long.</summary>
    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    /// <summary>What the endpoints of this bus have logged.</summary>
    public TestLog Log { get; } = new();

    public EndpointOptions NewOptions(TimeProvider? time = null, ReconnectOptions? reconnect = null) => new()
    {
        Connection = NewConnectionOptions(time),
        Reconnect = reconnect,
        Logger = Log,
    };

    /// <param name="time">The clock.</param>
    /// <param name="isNarrow">Whether a peer has credit for 8 KiB of each type only.</param>
    public static EventConnectionOptions NewConnectionOptions(TimeProvider? time = null, bool isNarrow = false)
    {
        EventConnectionOptions options = isNarrow
            ? new() { TimeProvider = time ?? TimeProvider.System, MaxEnvelopeBytes = 4096, StreamWindow = 8192 }
            : new() { TimeProvider = time ?? TimeProvider.System };
        options.Events.Add<Text>().Add<Number>().Add<Animal>().Add<Dog>().Add<Question>().Add<Answer>().Add<Bulk>();
        return options;
    }

    /// <summary>Creates an endpoint.</summary>
    public Endpoint Add(string name, EndpointOptions? options = null)
    {
        Endpoint endpoint = new(name, options ?? NewOptions());
        _endpoints.Add(endpoint);
        return endpoint;
    }

    /// <summary>Creates an endpoint that serves under its name.</summary>
    public async Task<Endpoint> ServeAsync(string name, EndpointOptions? options = null)
    {
        Endpoint endpoint = Add(name, options);
        await endpoint.ServeAsync(Listen(name));
        return endpoint;
    }

    /// <summary>Creates a listener to which <see cref="To"/> leads: at the same address, if there was one of this name.</summary>
    public IListener Listen(string name)
    {
        if (!_places.TryGetValue(name, out string? place))
        {
            place = carrier == BusCarrier.Memory ? $"{name} {Guid.NewGuid()}" : Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s");
            _places.Add(name, place);
        }

        if (carrier == BusCarrier.Memory)
        {
            _addresses[name] = new MemoryConnector(place);
            return new MemoryListener(place);
        }

        UnixDomainSocketEndPoint address = new(place);
        SocketConnector connector = new(address);
        SocketListener listener = new(address);
        bool isTls = carrier == BusCarrier.Tls;
        _addresses[name] = isTls ? new TlsConnector(connector, TestCertificates.Trusting(TestCertificates.Server)) : connector;
        return isTls ? new TlsListener(listener, new TlsListenerOptions { Certificate = TestCertificates.Server }) : listener;
    }

    /// <summary>Where an endpoint serves.</summary>
    public IConnector To(string name) => _addresses[name];

    /// <summary>Creates two endpoints, of which the first has connected to the second.</summary>
    public async Task<(Endpoint Client, Endpoint Server)> ConnectAsync(EndpointOptions? client = null, EndpointOptions? server = null)
    {
        Endpoint serving = await ServeAsync("server", server);
        Endpoint connecting = Add("client", client);
        await connecting.ConnectAsync(To("server"), Patience);
        await serving.WaitForConnectionAsync("client", Patience);
        return (connecting, serving);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Endpoint endpoint in _endpoints)
        {
            await endpoint.DisposeAsync().AsTask().WaitAsync(Patience);
        }
    }

    /// <summary>A log that is kept, and can be waited for.</summary>
    public sealed class TestLog : ILogger
    {
        private readonly List<(EventId Id, LogLevel Level, string Text, Exception? Fault)> _entries = [];
        private readonly ChangeSignal _changes = new();

        public (EventId Id, LogLevel Level, string Text, Exception? Fault)[] Entries
        {
            get
            {
                lock (_entries)
                {
                    return [.. _entries];
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_entries)
            {
                _entries.Add((eventId, logLevel, formatter(state, exception), exception));
            }

            _changes.Raise();
        }

        /// <summary>Waits until an event of this name has been logged as often as this.</summary>
        public async Task<(EventId Id, LogLevel Level, string Text, Exception? Fault)> WaitForAsync(string name, int count = 1)
        {
            CancellationToken patience = Patience;
            while (true)
            {
                Task next = _changes.Next;
                if (Entries.Where(entry => entry.Id.Name == name).Skip(count - 1).FirstOrDefault() is { Id.Name: not null } found)
                {
                    return found;
                }

                await next.WaitAsync(patience);
            }
        }
    }
}
