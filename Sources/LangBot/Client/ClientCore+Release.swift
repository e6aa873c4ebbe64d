extension ClientCore {
    /// The release of the server, asked for once; nil when the server does not tell or the client does not ask.
    func release() async throws -> ServerRelease? {
        switch configuration.release {
        case .ignored: return nil
        case .known(let release): return release
        case .automatic: break
        }
        do {
            return try await learner.release(asking: askForRelease)
        } catch var error as LangBotError {
            // The call that needed to know has failed, and not a call that nobody made.
            error.operation = nil
            throw error
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

    private func askForRelease() async throws -> ServerRelease? {
        do {
            let answer = try await answer(to: APIOperation("system.info", .get, "system", "info"))
            return answer.data["version"]?.stringValue.flatMap { ServerRelease($0) }
        } catch let error as LangBotError where error.status != nil {
            // Something answers and does not tell, such as a gateway; the call itself will show what that means.
            return nil
        }
    }

    /// Throws when the server's release cannot do an operation with that kind of credential.
    func checkAvailability(of operation: APIOperation, _ kind: AppliedCredential.Kind) async throws {
        guard let availability = OperationAvailability.of(operation.name) else { return }
        if availability.isForKeysAlone, kind == .userToken {
            throw LangBotError(.invalidCredential, detail: "only an API key opens it, and no user's token")
        }
        guard !availability.isUniversal, let release = try await release(),
            let objection = availability.objection(release, kind)
        else { return }
        var error = LangBotError(.unsupportedByServer, detail: objection)
        error.release = release
        throw error
    }
}
