package import Foundation
package import LangBot

/// A response that arrives in pieces.
package struct PiecewiseAnswer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var pieces: [Data]
    /// The delay after each piece.
    var pause = Duration.zero
    /// The failure that ends the body; nil if it ends normally.
    var failure: TransportFailure?

    package init(
        status: Int,
        headers: HTTPHeaders,
        pieces: [Data],
        pause: Duration = .zero,
        failure: TransportFailure? = nil
    ) {
        self.status = status
        self.headers = headers
        self.pieces = pieces
        self.pause = pause
        self.failure = failure
    }

    /// The complete response.
    package func collected(limit: Int) async throws -> TransportResponse {
        var body = Data()
        for piece in pieces {
            guard piece.count <= limit - body.count else { throw TransportFailure(.responseTooLarge) }
            body.append(piece)
            try await rest()
        }
        if let failure { throw failure }
        return TransportResponse(status: status, headers: headers, body: body)
    }

    /// The response with its body still arriving.
    package func streamed() -> TransportStream {
        let position = Guarded(0)
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
