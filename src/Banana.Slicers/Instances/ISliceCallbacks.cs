namespace Banana;

/// <summary>For classes that want to know when they are sent and rebuilt. What throws here makes the object a violation.</summary>
public interface ISliceCallbacks
{
    /// <summary>The object is about to be written; its members have not been read yet.</summary>
    void BeforeSlicing()
    {
    }

    /// <summary>All members have been written.</summary>
    void AfterSlicing()
    {
    }

    /// <summary>The object has been made by a constructor without arguments, and its members are about to be set; not called for others.</summary>
    void BeforeUnslicing()
    {
    }

    /// <summary>The whole graph is there; called in the order in which the objects were complete.</summary>
    void AfterUnslicing()
    {
    }
}
