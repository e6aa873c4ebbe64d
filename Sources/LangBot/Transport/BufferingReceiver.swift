import Foundation

/// A receiver that waits for the complete response.
final class BufferingReceiver: ResponseReceiver {
    private struct State {
        var head: ResponseHead?
        var body = Data()
        var result: Result<TransportResponse, any Error>?
        var waiter: CheckedContinuation<TransportResponse, any Error>?
    }

    private let limit: Int
    private let state = Guarded(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Waits for the complete response.
    func response() async throws -> TransportResponse {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state in
                if state.result == nil { state.waiter = continuation }
                return state.result
            }
            if let result { continuation.resume(with: result) }
        }
    }

    func receive(_ head: ResponseHead) {
        state.withLock { $0.head = head }
    }

    func receive(_ data: Data) -> Bool {
        state.withLock { state in
            guard data.count <= limit - state.body.count else { return false }
            state.body.append(data)
            return true
        }
    }

    func finish(_ error: (any Error)?) {
        let pending = state.withLock { state -> (() -> Void)? in
            guard state.result == nil else { return nil }
            let result = Self.result(state, error)
            state.result = result
            defer { state.waiter = nil }
            return state.waiter.map { waiter in { waiter.resume(with: result) } }
        }
        pending?()
    }

    private static func result(_ state: State, _ error: (any Error)?) -> Result<TransportResponse, any Error> {
        if let error { return .failure(error) }
        guard let head = state.head else { return .failure(TransportFailure(.connectionLost)) }
        return .success(TransportResponse(status: head.status, headers: head.headers, body: state.body))
    }
}
