import Foundation

/// A receiver that delivers the head first and then each chunk of the body as it arrives.
final class StreamingReceiver: ResponseReceiver {
    private enum Phase {
        case open
        case ended
        case failed(any Error)
    }

    private struct State {
        var head: ResponseHead?
        var chunks: [Data] = []
        var unread = 0
        var phase = Phase.open
        var headWaiter: CheckedContinuation<ResponseHead, any Error>?
        var chunkWaiter: CheckedContinuation<Data?, any Error>?
    }

    private let limit: Int
    private let state = Guarded(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Waits for the head.
    func head() async throws -> ResponseHead {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<ResponseHead, any Error>? in
                if let head = state.head { return .success(head) }
                switch state.phase {
                case .open: state.headWaiter = continuation
                case .ended: return .failure(TransportFailure(.connectionLost))
                case .failed(let error): return .failure(error)
                }
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    /// Waits for the next chunk of the body; nil at the end.
    func nextChunk() async throws -> Data? {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<Data?, any Error>? in
                if !state.chunks.isEmpty {
                    let chunk = state.chunks.removeFirst()
                    state.unread -= chunk.count
                    return .success(chunk)
                }
                switch state.phase {
                case .open where state.chunkWaiter != nil: return .failure(TransportFailure(.other))
                case .open: state.chunkWaiter = continuation
                case .ended: return .success(nil)
                case .failed(let error): return .failure(error)
                }
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    func receive(_ head: ResponseHead) {
        let waiter = state.withLock { state in
            state.head = head
            defer { state.headWaiter = nil }
            return state.headWaiter
        }
        waiter?.resume(returning: head)
    }

    func receive(_ data: Data) -> Bool {
        guard !data.isEmpty else { return true }
        let (accepted, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Data?, any Error>?) in
            guard data.count <= limit - state.unread else { return (false, nil) }
            if let waiter = state.chunkWaiter {
                state.chunkWaiter = nil
                return (true, waiter)
            }
            state.chunks.append(data)
            state.unread += data.count
            return (true, nil)
        }
        waiter?.resume(returning: data)
        return accepted
    }

    func finish(_ error: (any Error)?) {
        let waiters = state.withLock { state -> State? in
            guard case .open = state.phase else { return nil }
            state.phase = error.map(Phase.failed) ?? .ended
            defer { (state.headWaiter, state.chunkWaiter) = (nil, nil) }
            return state
        }
        guard let waiters else { return }
        waiters.headWaiter?.resume(throwing: error ?? TransportFailure(.connectionLost))
        if let error {
            waiters.chunkWaiter?.resume(throwing: error)
        } else {
            waiters.chunkWaiter?.resume(returning: nil)
        }
    }
}

/// Reads a streaming receiver, and cancels the transfer when it is released.
final class StreamReader: Sendable {
    private let receiver: StreamingReceiver
    private let cancel: @Sendable () -> Void

    init(receiver: StreamingReceiver, cancel: @escaping @Sendable () -> Void) {
        self.receiver = receiver
        self.cancel = cancel
    }

    deinit {
        cancel()
    }

    func next() async throws -> Data? {
        try Task.checkCancellation()
        return try await withTaskCancellationHandler {
            try await receiver.nextChunk()
        } onCancel: {
            cancel()
        }
    }
}
