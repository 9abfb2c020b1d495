"""The other side of the sample: receives orders over a socket, adds them up and sends them back."""
from foolscap import banana, copyable
from foolscap.slicers.root import ScopedRootSlicer, ScopedRootUnslicer
from twisted.internet import protocol, reactor, stdio


class Item(copyable.Copyable, copyable.RemoteCopy):
    """The same name on both sides makes it the same class."""
    typeToCopy = copytype = "shop.item"


class Order(copyable.Copyable, copyable.RemoteCopy):
    typeToCopy = copytype = "shop.order"


class Till(banana.Banana):
    slicerClass, unslicerClass = ScopedRootSlicer, ScopedRootUnslicer  # references, as RawConnection has them by default

    def receivedObject(self, received):
        order = received[0]
        order.total = sum(item.price * item.quantity for item in order.items)
        self.send([order, order.items, {"paid", "packed"}])

    def reportViolation(self, failure):
        print("refused: %s" % failure.value)


factory = protocol.ServerFactory()
factory.protocol = Till
print(reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port, flush=True)


class UntilTheEnd(protocol.Protocol):
    def connectionLost(self, reason):
        reactor.stop()


stdio.StandardIO(UntilTheEnd())
reactor.run()
