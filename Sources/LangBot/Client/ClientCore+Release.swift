extension ClientCore {
    /// The time limit for the release request before it is repeated.
    private static let longestAsk = Duration.seconds(30)

    /// The release of the server, requested once; nil if the server does not report it or the client does not ask.
    func release() async throws -> ServerRelease? {
        switch configuration.release {
        case .ignored: return nil
        case .known(let release): return release
        case .automatic: break
        }
        if let release = learner.learnt { return release }
        do {
            return try await withDeadline(configuration.deadline, learnRelease)
        } catch is DeadlineExceeded {
            throw LangBotError.deadlinePassed(configuration.deadline)
        } catch var error as LangBotError {
            // Report the caller's operation, not the hidden request for the release.
            error.operation = nil
            throw error
        }
    }

    /// Waits for as long as the server is silent.
    private func learnRelease() async throws -> ServerRelease? {
        while true {
            do {
                return try await learner.release(asking: askForRelease)
            } catch is DeadlineExceeded {
                try Task.checkCancellation()
            }
        }
    }

    /// Makes calls that an operation needs besides its own; a failure of theirs is the operation's.
    func onBehalf<Value>(of operation: OperationName, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch var error as LangBotError {
            error.operation = operation
            throw error
        }
    }

    /// The release, where it is known without asking.
    var releaseIfKnown: ServerRelease? {
        switch configuration.release {
        case .ignored: nil
        case .known(let release): release
        case .automatic: learner.learnt
        }
    }

    /// Asks on behalf of every copy of the client, so that no deadline of one of them may count.
    private func askForRelease() async throws -> ServerRelease? {
        var patient = self
        patient.configuration.deadline = nil
        do {
            return try await withDeadline(Self.longestAsk) { [patient] in
                let answer = try await patient.answer(to: APIOperation("system.info", .get, "system/info"))
                return answer.data["version"]?.stringValue.flatMap { ServerRelease($0) }
            }
        } catch let error as LangBotError where error.status != nil {
            // Something answers and does not tell, such as a gateway; the call itself will show what that means.
            return nil
        }
    }

    /// Throws if the server's release does not support an operation with this kind of credential.
    func checkAvailability(of operation: APIOperation, _ kind: AppliedCredential.Kind) async throws {
        guard let availability = OperationAvailability.of(operation.name) else { return }
        if availability.isForKeysAlone, kind == .userToken {
            throw LangBotError(
                .invalidCredential,
                detail: "this operation accepts only an API key; use one instead of the user token"
            )
        }
        if !availability.isUniversal, let release = try await release(),
            let objection = availability.objection(release, kind)
        {
            var error = LangBotError(.unsupportedByServer, detail: objection)
            error.release = release
            throw error
        }
        if availability.isForUsersAlone, kind != .userToken {
            throw LangBotError(
                .invalidCredential,
                detail: "this operation accepts only a user's token; sign in and use that instead"
            )
        }
    }
}
