import Testing

@testable import HTTPCore

/// Connections take turns with one piece of memory, and none may find what another left there.
@Suite struct InputMemoryTests {
    private struct Client {
        var parser = HTTPRequestParser()
        var pieces: ArraySlice<ArraySlice<UInt8>>
        var targets: [String] = []
    }

    @Test func parsersInTurnReadWhatEachWasSent() throws {
        var generator = SystemRandomNumberGenerator()
        var clients = (0..<8).map { number in
            let bytes = (0..<40).flatMap { index in
                let content = String(repeating: "c", count: index % 7)
                let head =
                    "POST /\(number)/\(index) HTTP/1.1\r\nHost: x\r\nContent-Length: \(content.utf8.count)\r\n\r\n"
                return Array((head + content).utf8)
            }
            return Client(pieces: bytes.cut(upTo: 200, using: &generator)[...])
        }
        var memory: [UInt8] = []
        while let index = clients.indices.filter({ !clients[$0].pieces.isEmpty }).randomElement(using: &generator) {
            guard let piece = clients[index].pieces.popFirst() else { break }
            clients[index].parser.exchangeMemory(&memory)
            clients[index].parser.append(piece)
            while let event = try clients[index].parser.next() {
                if case .request(let request) = event { clients[index].targets.append(request.target) }
            }
            clients[index].parser.exchangeMemory(&memory)
            #expect(memory.isEmpty)
        }
        for (number, client) in clients.enumerated() {
            #expect(client.targets == (0..<40).map { "/\(number)/\($0)" })
            #expect(client.parser.isIdle)
        }
    }
}
