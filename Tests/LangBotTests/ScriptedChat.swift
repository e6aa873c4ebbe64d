import Foundation
import LangBot

/// A transport whose websockets say what a test decides on, and remember what they are told.
final class ScriptedChat: Transport {
    private static let connected = #"{"type":"connected","connection_id":"me"}"#

    private let frames: [String]
    private let isPatient: Bool
    private let told = Guarded<[JSONValue]>([])
    private let handshakes = Guarded<[TransportRequest]>([])

    /// - Parameters:
    ///   - frames: What the server says before it ends the chat.
    ///   - begins: Whether it lets the client in first.
    ///   - isPatient: Whether it says nothing more at the end, instead of ending the chat.
    init(_ frames: [String] = [], begins: Bool = true, isPatient: Bool = false) {
        self.isPatient = isPatient
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
        return Socket(told: told, frames: Guarded(frames), isPatient: isPatient)
    }

    private struct Socket: TransportSocket {
        let told: Guarded<[JSONValue]>
        let frames: Guarded<[String]>
        let isPatient: Bool

        func send(_ text: String) async throws {
            let frame = try JSONValue(json: Data(text.utf8))
            told.withLock { $0.append(frame) }
        }

        func receive() async throws -> String? {
            if let next = frames.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return next }
            while isPatient { try await Task.sleep(for: .seconds(3600)) }
            return nil
        }

        func close() { frames.withLock { $0 = [] } }
    }
}
