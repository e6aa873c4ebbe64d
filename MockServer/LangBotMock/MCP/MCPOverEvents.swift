import HTTPCore
import JSONCore

/// The older transport "HTTP+SSE": one stream of events for all answers, and a request for each message.
final class MCPOverEvents: MCPTransport {
    /// How long a stream may be silent.
    private static let silence = Duration.seconds(3600)

    private let endpoint: WebAddress
    private let fields: HTTPFields
    private let timeout: Duration
    private let inbox: MCPInbox
    private let reading = Locked<Task<Void, Never>?>(nil)

    /// Opens the stream and waits for the address that messages are sent to.
    init(
        _ address: WebAddress,
        _ fields: HTTPFields,
        timeout: Duration,
        silence: Duration,
        _ inbox: MCPInbox
    ) async throws(MCPFailure) {
        self.fields = fields
        self.timeout = timeout
        self.inbox = inbox
        var accepting = fields
        accepting.set("Accept", "text/event-stream")
        accepting.set("Cache-Control", "no-store")
        var answer: MCPAnswer
        do throws(MCPFailure) {
            answer = try await MCPAnswer.open(.get, address, accepting, timeout: timeout)
        } catch {
            throw error == .ended ? .broken : error
        }
        var reader = MCPEventReader()
        var rest: [MCPEventReader.Event] = []
        do throws(MCPFailure) {
            try answer.checkStatus()
            guard answer.hasEvents else { throw .broken }
            while rest.isEmpty {
                guard let events = try await Self.next(&answer, &reader, silence) else { throw .broken }
                rest = Array(events.drop { $0.name != "endpoint" })
            }
            guard let endpoint = rest.first.flatMap({ address.resolving($0.data) }),
                endpoint.sharesOrigin(with: address)
            else { throw .nonsense }
            self.endpoint = endpoint
            rest.removeFirst()
        } catch {
            answer.close()
            throw error
        }
        let task = Task { [answer, reader, rest] in
            var (answer, reader) = (answer, reader)
            await self.take(rest)
            while let bytes = try? await answer.next(timeout: Self.silence), let events = reader.read(bytes) {
                await self.take(events)
            }
            answer.close()
            inbox.end()
        }
        reading.withLock { $0 = task }
    }

    private static func next(
        _ answer: inout MCPAnswer,
        _ reader: inout MCPEventReader,
        _ timeout: Duration
    ) async throws(MCPFailure) -> [MCPEventReader.Event]? {
        do throws(MCPFailure) {
            guard let bytes = try await answer.next(timeout: timeout) else { return nil }
            guard let events = reader.read(bytes) else { throw .invalid }
            return events
        } catch {
            throw error == .timeout ? .silence : error
        }
    }

    private func take(_ events: [MCPEventReader.Event]) async {
        for event in events where event.name == "message" {
            // What is not JSON answers nothing; who waits for an answer does so until its deadline.
            guard let message = try? JSONValue(parsing: Array(event.data.utf8)) else { continue }
            if let reply = inbox.receive(message) { try? await send(reply) }
        }
    }

    func send(_ message: JSONValue) async throws(MCPFailure) {
        var all = fields
        all.set("Content-Type", "application/json")
        let answer = try await MCPAnswer.open(.post, endpoint, all, body: message.serialized(), timeout: timeout)
        answer.close()
        try answer.checkStatus()
    }

    func agree(on version: String) {}

    func close() async {
        inbox.end()
        reading.withLock { $0 }?.cancel()
    }
}
