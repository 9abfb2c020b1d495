using System.Diagnostics;

namespace Banana.Transport;

/// <summary>An event on its way to a handler.</summary>
/// <param name="Value">The event.</param>
/// <param name="Sender">Where it comes from; null for this endpoint.</param>
/// <param name="Request">The number of the request that it is, at its sender; 0 if it is none.</param>
/// <param name="Trace">The trace to which it belongs; the default value if there is none.</param>
/// <param name="Credit">What is owed to the sender when it is taken or dropped; null if nothing is.</param>
internal readonly record struct Delivery<T>(T Value, Link? Sender, ulong Request, ActivityContext Trace, DeliveryCredit Credit)
    where T : notnull;

/// <summary>The receipt of an event that one or several subscriptions take.</summary>
/// <param name="receipt">The receipt, if there is one subscription.</param>
/// <param name="shared">The receipt, if there are several; null otherwise.</param>
internal readonly struct DeliveryCredit(EventReceipt receipt, DeliveryCredit.Shared? shared = null)
{
    /// <summary>Gives the credit back, once the last subscription has.</summary>
    public void Return()
    {
        if (shared is null)
        {
            receipt.Return();
        }
        else
        {
            shared.Return();
        }
    }

    /// <summary>The receipt of an event that several subscriptions take: the slowest of them gives the credit back.</summary>
    internal sealed class Shared(EventReceipt receipt, int count)
    {
        private int _left = count;

        public void Return()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                receipt.Return();
            }
        }
    }
}
