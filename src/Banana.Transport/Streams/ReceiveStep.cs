namespace Banana.Transport;

/// <summary>The result of a step of receiving.</summary>
internal enum ReceiveStep
{
    /// <summary>More bytes are needed.</summary>
    More,

    /// <summary>An object is complete.</summary>
    Taken,

    /// <summary>The peer has said goodbye: nothing follows.</summary>
    Goodbye,
}
