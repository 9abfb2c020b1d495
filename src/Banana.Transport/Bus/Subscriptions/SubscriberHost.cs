namespace Banana.Transport;

/// <summary>What subscriptions need of their endpoint.</summary>
/// <param name="Report">Where faults and figures are told.</param>
/// <param name="Replies">How requests are answered.</param>
/// <param name="Time">The clock.</param>
/// <param name="SendsFailureDetails">Whether a requester is told the exception of the handler.</param>
/// <param name="OnFault">What to do besides when a handler has failed; null for nothing.</param>
internal sealed record SubscriberHost(BusReport Report, Replies Replies, TimeProvider Time, bool SendsFailureDetails, Action<Exception>? OnFault);
