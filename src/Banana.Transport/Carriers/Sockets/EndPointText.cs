using System.Net;
using System.Net.Sockets;

namespace Banana.Transport;

/// <summary>End points as addresses.</summary>
internal static class EndPointText
{
    /// <summary>Returns the address: <c>tcp:host:port</c>, or <c>unix:/path</c>.</summary>
    public static string Format(EndPoint endPoint) => endPoint switch
    {
        IPEndPoint { Address.IsIPv4MappedToIPv6: true } ip => $"tcp:{new IPEndPoint(ip.Address.MapToIPv4(), ip.Port)}",
        DnsEndPoint dns => $"tcp:{dns.Host}:{dns.Port}",
        UnixDomainSocketEndPoint => $"unix:{endPoint}",
        _ => $"tcp:{endPoint}",
    };
}
