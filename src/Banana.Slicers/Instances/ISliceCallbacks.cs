namespace Banana;

/// <summary>Callbacks for an object that is sent or rebuilt. An exception thrown by a callback makes the object a violation.</summary>
public interface ISliceCallbacks
{
    /// <summary>Called before the object is written; none of its members have been read yet.</summary>
    void BeforeSlicing()
    {
    }

    /// <summary>Called after all members have been written.</summary>
    void AfterSlicing()
    {
    }

    /// <summary>
    /// Called after the parameterless constructor, before the members are set. Not called for objects that are created by another
    /// constructor.
    /// </summary>
    void BeforeUnslicing()
    {
    }

    /// <summary>Called when the whole graph is complete, in the order in which its objects were completed.</summary>
    void AfterUnslicing()
    {
    }
}
