import LangBot

/// The transfers of a transport that has no connections to close.
package final class OpenTransfers: Sendable {
    private struct State {
        var isClosed = false
        var nextID: UInt64 = 0
        var cancellations: [UInt64: @Sendable () -> Void] = [:]
    }

    private let state = Guarded(State())

    package init() {}

    /// Runs `body` until it ends, its task is cancelled or the transfers are closed.
    package func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let transfer = Task(operation: body)
        guard let id = add(transfer.cancel) else {
            transfer.cancel()
            throw TransportFailure(.cancelled)
        }
        defer { remove(id) }
        do {
            return try await withTaskCancellationHandler {
                try await transfer.value
            } onCancel: {
                transfer.cancel()
            }
        } catch is CancellationError where !Task.isCancelled {
            throw TransportFailure(.cancelled)
        }
    }

    /// Cancels all transfers and refuses new ones.
    package func close() {
        let cancellations = state.withLock { state in
            state.isClosed = true
            defer { state.cancellations = [:] }
            return state.cancellations.values.map(\.self)
        }
        for cancel in cancellations { cancel() }
    }

    private func add(_ cancel: @escaping @Sendable () -> Void) -> UInt64? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.nextID += 1
            state.cancellations[state.nextID] = cancel
            return state.nextID
        }
    }

    private func remove(_ id: UInt64) {
        state.withLock { $0.cancellations[id] = nil }
    }
}
