import Foundation
import LangBot

/// A transport whose websockets say what a test decides on, and remember what they are told.
final class ScriptedChat: Transport {
    static let connected = #"{"type":"connected","connection_id":"me"}"#

    private let frames: [String]
    private let told = Guarded<[JSONValue]>([])
    private let handshakes = Guarded<[TransportRequest]>([])

    /// - Parameter frames: What the server says after the beginning, and then ends the chat.
    init(_ frames: [String] = []) {
        self.frames = frames
    }

    /// What the client said.
    var sent: [JSONValue] { told.value }
    var requests: [TransportRequest] { handshakes.value }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        handshakes.withLock { $0.append(request) }
        return try .success(["workspace": ["uuid": "w-1"]])
    }

    func socket(_ request: TransportRequest) async throws -> any TransportSocket {
        handshakes.withLock { $0.append(request) }
        return Socket(told: told, frames: Guarded([Self.connected] + frames))
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
