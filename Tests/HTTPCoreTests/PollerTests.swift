import Foundation
import Testing

@testable import HTTPCore

/// The server must not notice which poller it has.
@Suite(.serialized) struct PollerTests {
    private struct Pair {
        let mine: Socket
        let peer: Socket

        init() throws {
            (mine, peer) = try Socket.pair()
        }

        /// Does something that makes a socket ready, or no longer.
        func change(_ choice: Int) {
            withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 1) { buffer in
                buffer.initializeMemory(as: UInt8.self, repeating: 1)
                switch choice {
                case 0: _ = peer.send(UnsafeRawBufferPointer(rebasing: buffer[..<3]))
                case 1: _ = mine.receive(into: buffer)
                case 2: while case .moved = mine.send(UnsafeRawBufferPointer(buffer)) {}
                case 3: while case .moved = peer.receive(into: buffer) {}
                case 4: peer.shutdownOutput()
                case 5: mine.shutdownOutput()
                default: peer.shutdownBoth()
                }
            }
        }
    }

    /// A thousand sockets that are watched, changed, used and given up in a random order.
    @Test func allPollersSeeTheSame() throws {
        let pollers = try PollerKind.allCases.map { try $0.makePoller() }
        defer { for poller in pollers { poller.close() } }
        var pairs: [Int32: Pair] = [:]
        var generator = SystemRandomNumberGenerator()
        for step in 0..<6000 {
            let (reads, writes) = (Bool.random(using: &generator), Bool.random(using: &generator))
            if step < 1000 || Int.random(in: 0..<20, using: &generator) == 0 {
                let pair = try Pair()
                pairs[pair.mine.descriptor] = pair
                for poller in pollers { try poller.add(pair.mine.descriptor, reads: reads, writes: writes) }
            } else if let pair = pairs.values.randomElement(using: &generator) {
                switch Int.random(in: 0..<20, using: &generator) {
                case 0:
                    pairs[pair.mine.descriptor] = nil
                    for poller in pollers { poller.remove(pair.mine.descriptor) }
                    for socket in [pair.mine, pair.peer] { socket.close() }
                case 1..<6: for poller in pollers { poller.change(pair.mine.descriptor, reads: reads, writes: writes) }
                default: pair.change(Int.random(in: 0..<7, using: &generator))
                }
            }
            guard step % 100 == 99 else { continue }
            let seen = pollers.map { Self.everything(from: $0, of: pairs.count) }
            try #require(seen.allSatisfy { $0 == seen[0] }, "step \(step)")
        }
        for pair in pairs.values {
            for socket in [pair.mine, pair.peer] { socket.close() }
        }
    }

    /// What a poller reports until it has gone round: one wait of epoll's reports only some of what is ready.
    private static func everything(from poller: any Poller, of count: Int) -> Set<PollerEvent> {
        var found: Set<PollerEvent> = []
        var events: [PollerEvent] = []
        for _ in 0...(count / 64) {
            poller.wait(milliseconds: 0, &events)
            found.formUnion(events)
        }
        return found
    }

    @Test(arguments: PollerKind.allCases) func aWaitTakesAllWakesAtOnce(kind: PollerKind) throws {
        let poller = try kind.makePoller()
        defer { poller.close() }
        var events: [PollerEvent] = []
        // More than the system keeps; the first wait takes them all.
        for _ in 0..<10_000 { poller.wake() }
        poller.wait(milliseconds: -1, &events)
        #expect(events.isEmpty)
        let start = MonotonicTime.now
        poller.wait(milliseconds: 20, &events)
        #expect(start.milliseconds(until: .now) >= 20)
    }

    /// Otherwise the loop would be busy for ever without knowing what with.
    @Test func aDescriptorThatIsNotOpenIsBroken() throws {
        let poller = try PollPoller()
        defer { poller.close() }
        poller.add(.max, reads: true, writes: true)
        var events: [PollerEvent] = []
        poller.wait(milliseconds: -1, &events)
        #expect(events == [PollerEvent(descriptor: .max, isReadable: false, isWritable: false, isBroken: true)])
    }

    @Test(arguments: PollerKind.allCases) func servesThousandsOfConnections(kind: PollerKind) async throws {
        try await withServer(on: kind) { server in
            var connections: [HTTPClientConnection] = []
            for _ in 0..<2000 { connections.append(try await server.connect()) }
            for (number, connection) in connections.enumerated().reversed() {
                #expect(try await connection.get("/\(number)").text == "GET /\(number) ")
                if number % 3 == 0 { connection.close() }
            }
            while server.counters.active != connections.count - (connections.count + 2) / 3 { await Task.yield() }
        }
    }
}
