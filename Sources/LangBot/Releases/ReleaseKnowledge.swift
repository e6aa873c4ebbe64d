/// How a client determines the release of its server.
public enum ReleaseKnowledge: Hashable, Sendable {
    /// Request `/api/v1/system/info` once, before the first call that depends on the release.
    case automatic
    /// Use the given release without asking the server.
    case known(ServerRelease)
    /// Neither ask nor check, and assume the newest release that the client knows.
    case ignored
}

/// How to treat fields that the server's release does not know.
public enum UnknownFieldPolicy: Hashable, Sendable {
    /// Throw before anything is sent. Left to themselves, some releases drop the field silently and others fail.
    case refuse
    /// Send the field as it is.
    case send
}

/// Determines the release of a server once, for all copies of a client.
final class ReleaseLearner: Sendable {
    private enum State {
        case unknown
        case asking(Task<ServerRelease?, any Error>)
        case learnt(ServerRelease?)
    }

    private let state = Guarded(State.unknown)

    /// Returns the release, calling `ask` if it is not known yet; nil if the server does not report it.
    ///
    /// Concurrent callers share one request. Failures are not cached: the next caller asks again.
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

    /// The release, if it is known already.
    var learnt: ServerRelease? {
        state.withLock { state in
            if case .learnt(let release) = state { release } else { nil }
        }
    }

    /// Makes the next call ask again, as after a response that only another release sends.
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
