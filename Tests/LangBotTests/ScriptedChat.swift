import Foundation
import LangBot

/// A transport whose websockets say what a test decides on, and remember what they are told.
final class ScriptedChat: Transport {
    private static let connected = #"{"type":"connected","connection_id":"me"}"#

    private let frames: [String]
    private let told = Guarded<[JSONValue]>([])
    private let handshakes = Guarded<[TransportRequest]>([])

    /// - Parameters:
    ///   - frames: What the server says before it ends the chat.
    ///   - begins: Whether it lets the client in first.
    init(_ frames: [String] = [], begins: Bool = true) {
        self.frames = (begins ? [Self.connected] : []) + frames
    }

    /// What the client said.
    var sent: [JSONValue] { told.value }
    var requests: [TransportRequest] { handshakes.value }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        handshakes.withLock { $0.append(request) }
        guard request.operation == "workspace.current" else { throw LangBotError(.notFound, status: 404) }
        return try .success(["workspace": ["uuid": "w-1"]])
    }

    func socket(_ request: TransportRequest) async throws -> any TransportSocket {
        handshakes.withLock { $0.append(request) }
        return Socket(told: told, frames: Guarded(frames))
    }

    private struct Socket: TransportSocket {
        let told: Guarded<[JSONValue]>
        let frames: Guarded<[String]>

        func send(_ text: String) async throws {
            let frame = try JSONValue(json: Data(text.utf8))
            told.withLock { $0.append(frame) }
        }

        func receive() async throws -> String? { frames.withLock { $0.isEmpty ? nil : $0.removeFirst() } }

        func close() { frames.withLock { $0 = [] } }
    }
}
