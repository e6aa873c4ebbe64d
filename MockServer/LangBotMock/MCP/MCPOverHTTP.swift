import HTTPCore
import JSONCore

/// The transport "Streamable HTTP": each message is a request, answered with JSON or a stream of events.
final class MCPOverHTTP: MCPTransport {
    private struct State {
        var session: String?
        var version: String?
    }

    private let address: WebAddress
    private let fields: HTTPFields
    /// The time limit for the next bytes.
    private let timeout: Duration
    private let inbox: MCPInbox
    private let state = Locked(State())

    init(_ address: WebAddress, _ fields: HTTPFields, timeout: Duration, _ inbox: MCPInbox) {
        self.address = address
        self.fields = fields
        self.timeout = timeout
        self.inbox = inbox
    }

    func send(_ message: JSONValue) async throws(MCPFailure) {
        var answer = try await MCPAnswer.open(
            .post,
            address,
            allFields(),
            body: message.serialized(),
            timeout: timeout
        )
        defer { answer.close() }
        try answer.checkStatus()
        if let session = answer.head.fields["mcp-session-id"] { state.withLock { $0.session = session } }
        guard message["id"] != nil, message["method"] != nil else { return }
        guard !answer.hasEvents else { return try await readEvents(&answer, until: message["id"]) }
        guard answer.mediaType == "application/json",
            let value = try? JSONValue(parsing: await answer.content(timeout: timeout))
        else { throw .nonsense }
        try await take(value.arrayValue ?? [value])
    }

    private func readEvents(_ answer: inout MCPAnswer, until id: JSONValue?) async throws(MCPFailure) {
        var reader = MCPEventReader()
        // A stream that breaks off leaves the caller waiting, as one that says nothing does.
        while let bytes = try? await answer.next(timeout: timeout) {
            guard let events = reader.read(bytes) else { throw .nonsense }
            for event in events where event.name == "message" {
                guard let message = try? JSONValue(parsing: Array(event.data.utf8)) else { throw .nonsense }
                try await take([message])
                if message["method"] == nil, message["id"] == id { return }
            }
        }
        throw .nonsense
    }

    private func take(_ messages: [JSONValue]) async throws(MCPFailure) {
        for message in messages {
            if let reply = inbox.receive(message) { try await send(reply) }
        }
    }

    func agree(on version: String) {
        state.withLock { $0.version = version }
    }

    func close() async {
        inbox.end()
        guard state.withLock({ $0.session }) != nil else { return }
        let answer = try? await MCPAnswer.open(.delete, address, allFields(), timeout: .seconds(1))
        answer?.close()
    }

    private func allFields() -> HTTPFields {
        var all = fields
        all.set("Content-Type", "application/json")
        all.set("Accept", "application/json, text/event-stream")
        let (session, version) = state.withLock { ($0.session, $0.version) }
        if let session { all.set("Mcp-Session-Id", session) }
        if let version { all.set("MCP-Protocol-Version", version) }
        return all
    }
}
