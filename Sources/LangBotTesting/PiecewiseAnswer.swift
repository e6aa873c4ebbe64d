import Foundation
import HTTPCore
import LangBot

/// An answer that arrives in pieces, however it came about.
struct PiecewiseAnswer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var pieces: [Data]
    /// How long it takes after each piece until there is more.
    var pause = Duration.zero
    /// What ends the body; nil where it ends well.
    var failure: TransportFailure?

    /// The answer as a whole.
    func collected(limit: Int) async throws -> TransportResponse {
        var body = Data()
        for piece in pieces {
            guard piece.count <= limit - body.count else { throw TransportFailure(.responseTooLarge) }
            body.append(piece)
            try await rest()
        }
        if let failure { throw failure }
        return TransportResponse(status: status, headers: headers, body: body)
    }

    /// The answer whose body is still arriving.
    func streamed() -> TransportStream {
        let position = Locked(0)
        let body = BodyChunks {
            let index = position.withLock { index in
                defer { index += 1 }
                return index
            }
            if index > 0, index <= pieces.count { try await rest() }
            try Task.checkCancellation()
            if index < pieces.count { return pieces[index] }
            if let failure { throw failure }
            return nil
        }
        return TransportStream(status: status, headers: headers, body: body)
    }

    private func rest() async throws {
        if pause > .zero { try await Task.sleep(for: pause) }
    }
}
