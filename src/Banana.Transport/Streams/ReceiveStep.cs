namespace Banana.Transport;

/// <summary>How far receiving has come.</summary>
internal enum ReceiveStep
{
    /// <summary>More bytes are needed to go on.</summary>
    More,

    /// <summary>An object is complete.</summary>
    Taken,

    /// <summary>The peer has said that nothing follows.</summary>
    Goodbye,
}
