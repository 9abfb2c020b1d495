namespace Banana.Wire;

/// <summary>How a try to read ended. Only <see cref="Done"/> moves the reader.</summary>
public enum ReadStatus
{
    /// <summary>Read and consumed.</summary>
    Done,

    /// <summary>The bytes ran out; <see cref="TokenReader.BytesWanted"/> says how many more are needed at least.</summary>
    NeedMoreData,

    /// <summary>A well-formed token stands here, but not one that this call can read.</summary>
    Mismatch,

    /// <summary>The stream is not in step; <see cref="TokenReader.CreateFault"/> makes the exception.</summary>
    Malformed,
}
