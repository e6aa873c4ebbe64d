/// How a client comes to know the release of its server.
public enum ReleaseKnowledge: Hashable, Sendable {
    /// It asks `/api/v1/system/info`, once, before the first call for which that matters.
    case automatic
    /// It is told, and never asks.
    case known(ServerRelease)
    /// It neither asks nor checks, and speaks as to the newest release that it knows.
    case ignored
}

/// What is done about a field that the server's release does not know.
public enum UnknownFieldPolicy: Hashable, Sendable {
    /// The call fails before anything is sent. Releases differ in what they would do: drop the field silently, or fail.
    case refuse
    /// The field is sent as it is.
    case send
}

/// Learns the release of a server once, for all copies of a client.
final class ReleaseLearner: Sendable {
    private enum State {
        case unknown
        case asking(Task<ServerRelease?, any Error>)
        case learnt(ServerRelease?)
    }

    private let state = Locked(State.unknown)

    /// The release, asked for with `ask` unless that has been done; nil when the server does not tell.
    ///
    /// Callers that come meanwhile wait for the same answer. A failure is not kept: the next caller asks again.
    func release(asking ask: @escaping @Sendable () async throws -> ServerRelease?) async throws -> ServerRelease? {
        let task = state.withLock { state -> Task<ServerRelease?, any Error>? in
            switch state {
            case .learnt: return nil
            case .asking(let task): return task
            case .unknown:
                let task = Task { try await self.learn(ask) }
                state = .asking(task)
                return task
            }
        }
        return try await task?.value ?? learnt
    }

    /// The release, if it has been learnt.
    var learnt: ServerRelease? {
        state.withLock { state in
            if case .learnt(let release) = state { release } else { nil }
        }
    }

    /// Has the next call ask again, as after an answer that only another release gives.
    func forget() {
        state.withLock { state in
            if case .learnt = state { state = .unknown }
        }
    }

    private func learn(_ ask: @Sendable () async throws -> ServerRelease?) async throws -> ServerRelease? {
        do {
            let release = try await ask()
            state.withLock { $0 = .learnt(release) }
            return release
        } catch {
            state.withLock { $0 = .unknown }
            throw error
        }
    }
}
