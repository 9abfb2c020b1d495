#!/usr/bin/python3
"""The other end of the live tests: python3-foolscap, used as a library.

  peer.py recode                 lines of hex in; for each a line of JSON out: what became of the bytes on a fresh
                                 connection, and the bytes of the objects when they are sent again, or null if they
                                 cannot be
  peer.py serve                  listens on a free port of 127.0.0.1, prints it, sends every list back, and does what
                                 a text says (see Peer.do); stops when standard input closes
  peer.py client --port N        sends random graphs to a server that sends them back, and compares; with --steps A B C
                                 once for each, which is then the seed, and how many bytes are sent at a time (0: all)
  peer.py tests                  prints the names of the tests that foolscap is shipped with
"""
import argparse
import json
import random
import socket
import struct
import sys
from decimal import Decimal

try:
    from foolscap import banana, copyable, slicer, vocab
    from foolscap.slicers import root
    from foolscap.tokens import BananaError, Violation
    from twisted.internet import protocol, reactor, stdio
except ImportError as missing:
    sys.exit("peer.py: %s. Install it with: apt-get install -y python3-foolscap" % missing)

banana.print = lambda *ignored, **named: None  # it prints when things go wrong
LONGEST_INDEX = 255


class Instance(copyable.Copyable):
    """An instance of any class: what every `copyable` is read as, and sent as."""

    def __init__(self, name, state):
        self.name, self.state = name, dict(state)

    def getTypeToCopy(self):
        return self.name

    def getStateToCopy(self):
        return self.state


class AnyClass(dict):
    """Stands for the registry of classes, and has them all but one."""

    def __missing__(self, name):
        if name == "refused":
            raise KeyError(name)
        return lambda: copyable.RemoteCopyUnslicer(lambda state: Instance(name, state), None)

    def __contains__(self, name):
        return name != "refused"

    def get(self, name, default=None):
        return self[name] if name in self else default


copyable.CopyableRegistry = AnyClass(copyable.CopyableRegistry)


class Failing(object):
    """Cannot be sent as a whole: its slicer gives up half way."""


class FailingSlicer(slicer.BaseSlicer):
    slices = Failing
    opentype = (b"list",)
    trackReferences = False

    def sliceBody(self, streamable, connection):
        yield 1
        raise Violation("on purpose")


class Peer(banana.Banana):
    """A connection that writes down what it receives."""

    logReceiveErrors = False

    def __init__(self, options):
        banana.Banana.__init__(self)
        self.options = options
        self.events, self.arrived = [], []
        scoped = not options.unscoped
        self.slicerClass = root.ScopedRootSlicer if scoped else root.RootSlicer
        self.unslicerClass = root.ScopedRootUnslicer if scoped else root.RootUnslicer
        if options.vocab:
            self.populateVocabTable(vocab.INITIAL_VOCAB_TABLES[options.vocab])

    def connectionMade(self):
        if self.options.keepalive:
            self.keepaliveTimeout = self.options.keepalive
        banana.Banana.connectionMade(self)
        self.rootUnslicer.maxIndexLength = LONGEST_INDEX

    def receivedObject(self, received):
        self.events.append("object")
        self.arrived.append(received)

    def reportViolation(self, failure):
        self.events.append("violation %s %s" % (failure.value.where, failure.value.args[0]))
        return None  # absorbed

    def handleError(self, message):
        self.events.append("error %s" % message.decode("utf-8"))
        banana.Banana.handleError(self, message)

    def reportReceiveError(self, failure):
        kind = "lost" if isinstance(failure.value, BananaError) else "crash"
        self.events.append("%s %s" % (kind, failure.value))


class Pipe(object):
    """A transport that keeps what is written."""

    def __init__(self):
        self.written, self.lost = [], False

    def write(self, data):
        self.written.append(data)

    def loseConnection(self, why=None):
        self.lost = True

    def take(self):
        data, self.written = b"".join(self.written), []
        return data


def make(options):
    peer = Peer(options)
    peer.transport = Pipe()
    peer.connectionMade()
    return peer


# --- recode: an oracle for bytes -------------------------------------------------------------------------------------

def recode(options):
    for line in sys.stdin:
        receiver, sender = make(options), make(options)
        receiver.dataReceived(bytes.fromhex(line))
        answer = {"events": receiver.events, "reply": receiver.transport.take().hex(), "sent": []}
        for received in receiver.arrived:
            failures = []
            sender.send(received).addErrback(failures.append)
            data = sender.transport.take().hex()
            answer["sent"].append(None if failures or sender.transport.lost else data)
        print(json.dumps(answer), flush=True)


# --- serve ------------------------------------------------------------------------------------------------------------

class Server(Peer):
    """Sends lists back; a text is an order."""

    def receivedObject(self, received):
        if isinstance(received, str):
            self.do(received)
        else:
            self.answer(received)

    def do(self, order):
        if order == "abort":
            self.answer([1, Failing()])
            self.answer(["after"])
        elif order == "refused class":
            self.answer([Instance("refused", {})])
            self.answer(["after"])
        elif order == "words":
            self.setOutgoingVocabulary(["list", "tuple", "unicode", "hello"])
            self.answer(["hello", b"hello", ("list",)])
        elif order == "ping":
            self.sendPING(5)
            self.answer(["after"])
        elif order == "nonsense":
            self.transport.write(b"\xff")
        elif order == "error":
            self.sendError("the other side says no")
        else:
            raise ValueError(order)

    def answer(self, what):
        self.send(what).addErrback(lambda failure: None)

    def reportViolation(self, failure):
        self.answer(("violation", failure.value.where, str(failure.value.args[0])))
        return None

    def handleError(self, message):
        sys.stderr.write("error %s\n" % message.decode("utf-8"))
        sys.stderr.flush()
        banana.Banana.handleError(self, message)


def serve(options):
    factory = protocol.ServerFactory()
    factory.buildProtocol = lambda address: Server(options)
    port = reactor.listenTCP(0, factory, interface="127.0.0.1")
    print(port.getHost().port, flush=True)

    class UntilTheEnd(protocol.Protocol):
        def connectionLost(self, reason):
            if reactor.running:
                reactor.stop()

    stdio.StandardIO(UntilTheEnd())
    reactor.run()


# --- client -----------------------------------------------------------------------------------------------------------

class Maker(object):
    """Random graphs with all that can be sent: shared containers, cycles, cycles through tuples. Trees if unscoped."""

    def __init__(self, seed, trees):
        self.random, self.trees, self.made = random.Random(seed), trees, []

    def next(self):
        while True:
            self.made = []
            graph = [self.value(4)]
            if survives(graph):
                return graph

    def leaf(self):
        r = self.random
        return r.choice([
            lambda: None,
            lambda: r.random() < 0.5,
            lambda: r.randrange(-300, 300),
            lambda: r.randrange(-2 ** 70, 2 ** 70),
            lambda: r.choice([1, -1]) * 2 ** r.randrange(30, 34) + r.randrange(-2, 3),
            lambda: r.choice([1, -1]) * r.getrandbits(r.randrange(1, 3000)),
            lambda: r.choice([0.0, -0.0, 1e-320, float("inf"), float("-inf"), r.uniform(-1e6, 1e6)]),
            lambda: bytes(r.getrandbits(8) for _ in range(r.randrange(200))),
            lambda: "".join(r.choice("ab\u00e9\u20ac\U0001f34c\0\ufeff") for _ in range(r.randrange(200))),
            lambda: Decimal(r.randrange(-10 ** 30, 10 ** 30)).scaleb(r.randrange(-40, 20)),
            lambda: r.choice([b"list", "list", b"none", b"call", "copyable", Decimal("-0.00"), Decimal("Infinity")]),
        ])()

    def hashable(self, levels):
        kind = self.random.randrange(6) if levels else 9
        if kind == 0:
            return tuple(self.hashable(levels - 1) for _ in range(self.random.randrange(4)))
        if kind == 1:
            return frozenset(self.hashable(levels - 1) for _ in range(self.random.randrange(4)))
        return self.leaf()

    def key(self, kind):
        r = self.random
        return [
            lambda: r.choice([r.randrange(-99, 99), r.uniform(-99, 99), True, Decimal(r.randrange(-9, 9)), 2 ** r.randrange(99)]),
            lambda: bytes(r.getrandbits(8) for _ in range(r.randrange(3))),
            lambda: "".join(r.choice("a\u00e9\ue000\U0001f34c") for _ in range(r.randrange(3))),
            lambda: (r.randrange(3), "abc"[r.randrange(3)], (r.randrange(3),)),
        ][kind]()

    def value(self, levels):
        r = self.random
        if self.made and not self.trees and r.random() < 0.2:
            return r.choice(self.made)
        if levels == 0 or r.random() < 0.25:
            return self.leaf()
        count, kind = r.randrange(5), r.randrange(8)
        if kind < 2:
            made = self.keep([])
            made.extend(self.value(levels - 1) for _ in range(count))
        elif kind == 2:
            made = tuple(self.value(levels - 1) for _ in range(count + 1))
            self.keep(made)
        elif kind == 3:
            made, keys = self.keep({}), r.randrange(4)
            for _ in range(count):
                made[self.key(keys)] = self.value(levels - 1)
        elif kind == 4:
            made = self.keep(set(self.hashable(2) for _ in range(count)))
        elif kind == 5:
            made = frozenset(self.hashable(2) for _ in range(count))
        elif kind == 6 and not self.trees:
            made = self.keep([])
            made.append(self.keep((made, self.value(levels - 1), {"up": made})))
        else:
            made = Instance("test.class%d" % r.randrange(3), {})
            made.state.update(("attribute%d" % i, self.value(levels - 1)) for i in range(count))
        return made

    def keep(self, made):
        self.made.append(made)
        return made


def survives(graph):
    """False for the few that foolscap loses its own connection over: instances that are given what is not whole yet."""
    options = argparse.Namespace(vocab=0, unscoped=False, keepalive=None)
    sender, receiver = make(options), make(options)
    sender.send(graph).addErrback(lambda failure: None)
    receiver.dataReceived(sender.transport.take())
    return receiver.events == ["object"]


def outline(graph):
    """Says all of a graph, and which parts of it are one; the order of sets and dictionaries aside."""
    numbers = {}

    def leaf(value):
        return "%s %s" % (type(value).__name__, struct.pack("!d", value).hex() if isinstance(value, float) else repr(value))

    def plain(value):  # a member of a set, or a key: it has no identity worth keeping
        if isinstance(value, (tuple, frozenset)):
            parts = [plain(part) for part in value]
            return (type(value).__name__, parts if isinstance(value, tuple) else sorted(parts, key=repr))
        return leaf(value)

    def walk(value):
        if isinstance(value, frozenset) or (isinstance(value, tuple) and not value):
            return plain(value)
        if not isinstance(value, (list, tuple, dict, set, Instance)):
            return leaf(value)
        if not isinstance(value, Instance):
            if id(value) in numbers:
                return ("again", numbers[id(value)])
            numbers[id(value)] = len(numbers)
        if isinstance(value, set):
            return ("set", sorted((plain(member) for member in value), key=repr))
        if isinstance(value, dict):
            return ("dict", [(plain(key), walk(value[key])) for key in sorted(value, key=lambda key: repr(plain(key)))])
        if isinstance(value, Instance):
            return (value.name, [(name, walk(part)) for name, part in value.state.items()])
        return (type(value).__name__, [walk(part) for part in value])

    return walk(graph)


def client(options):
    for step in options.steps or [None]:  # a connection for each, with graphs of their own
        if step is not None:
            options.seed = options.step = step
        echo(options)


def echo(options):
    connection = socket.create_connection(("127.0.0.1", options.port), timeout=20)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    maker = Maker(options.seed, options.unscoped)
    sender, receiver = make(options), make(options)
    for number in range(options.count):
        graph = maker.next()
        sender.send(graph)
        data = sender.transport.take()
        assert not sender.transport.lost and data, sender.events
        for start in range(0, len(data), options.step or len(data)):
            connection.sendall(data[start:start + (options.step or len(data))])
        receiver.events, receiver.arrived = [], []
        while not receiver.events:
            chunk = connection.recv(65536)
            if not chunk:
                sys.exit("graph %d of seed %d: the server closed the connection" % (number, options.seed))
            receiver.dataReceived(chunk)
        if receiver.events != ["object"]:
            sys.exit("graph %d of seed %d: %s\n%s" % (number, options.seed, receiver.events, data.hex()))
        if outline(receiver.arrived[0]) != outline(graph):
            sys.exit("graph %d of seed %d came back as another\nsent %s\ngot  %s\n%s" % (
                number, options.seed, outline(graph), outline(receiver.arrived[0]), data.hex()))
    print("%d graphs came back as they were" % options.count, flush=True)
    connection.close()


# --- tests ------------------------------------------------------------------------------------------------------------

def list_tests(options):
    from twisted.trial.runner import TestLoader
    copyable.CopyableRegistry = dict(copyable.CopyableRegistry)  # they register classes of their own
    modules = ("banana schema copyable serialize call pb interfaces keepalive negotiate reference gifts stringchain "
               "registration loopback sturdyref").split()

    def show(tests):
        for test in tests:
            if hasattr(test, "_tests"):
                show(test)
            else:
                print(test.id()[len("foolscap.test."):])

    for module in modules:
        show(TestLoader().loadByName("foolscap.test.test_" + module))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("job", choices=["recode", "serve", "client", "tests"])
    parser.add_argument("--vocab", type=int, default=0)
    parser.add_argument("--unscoped", action="store_true")
    parser.add_argument("--keepalive", type=float)
    parser.add_argument("--port", type=int)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", type=int, default=0)
    parser.add_argument("--steps", type=int, nargs="+")
    options = parser.parse_args()
    sys.setrecursionlimit(20000)
    {"recode": recode, "serve": serve, "client": client, "tests": list_tests}[options.job](options)


if __name__ == "__main__":
    main()
