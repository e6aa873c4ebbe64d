import Foundation
import LangBot

/// The websocket of a stubbed chat with a pipeline, which replies to each message with the next of some texts.
final class StubChat: TransportSocket {
    private struct State {
        var replies: [String]
        var lastID: Int64 = 0
    }

    private let state: Guarded<State>
    private let frames: AsyncStream<JSONValue>
    private let continuation: AsyncStream<JSONValue>.Continuation

    init(_ replies: [String]) {
        state = Guarded(State(replies: replies))
        (frames, continuation) = AsyncStream.makeStream()
        continuation.yield(["type": "connected", "connection_id": "stub"])
    }

    func send(_ text: String) async throws {
        let frame = try JSONValue(json: Data(text.utf8))
        guard frame["type"] == "message" else { return }
        let parts = frame["message"]?.arrayValue ?? []
        let said = parts.compactMap { $0["text"]?.stringValue }.joined()
        let (reply, id) = state.withLock { state in
            state.lastID += 2
            return (state.replies.isEmpty ? nil : state.replies.removeFirst(), state.lastID)
        }
        continuation.yield(Self.frame("user_message", id - 1, "user", said, parts))
        guard let reply else { return continuation.finish() }
        if frame["stream"] == true, reply.count > 1 {
            let start = String(reply.prefix(reply.count / 2))
            continuation.yield(Self.frame("response", id, "assistant", start, isFinal: false))
        }
        continuation.yield(Self.frame("response", id, "assistant", reply))
    }

    func receive() async throws -> String? {
        var iterator = frames.makeAsyncIterator()
        let frame = await iterator.next()
        try Task.checkCancellation()
        return try frame.map { String(decoding: try $0.json(), as: UTF8.self) }
    }

    func close() { continuation.finish() }

    private static func frame(
        _ type: String,
        _ id: Int64,
        _ role: String,
        _ text: String,
        _ parts: [JSONValue]? = nil,
        isFinal: Bool = true
    ) -> JSONValue {
        [
            "type": .string(type),
            "data": [
                "id": .integer(id), "role": .string(role), "content": .string(text),
                "message_chain": .array(parts ?? [["type": "Plain", "text": .string(text)]]),
                "is_final": .bool(isFinal), "connection_id": role == "user" ? "stub" : "",
            ],
        ]
    }
}
