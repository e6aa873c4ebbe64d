import JSONCore

/// Gets a user token as the web interface does.
package enum SignIn {
    /// - Throws: why there is no token.
    package static func token(user: String, password: String, _ session: Session) async throws(Canary.Failure) -> String
    {
        let body = JSONValue.object(["user": .string(user), "password": .string(password)]).description
        let probe = Probe("POST", "/api/v1/user/auth").json(Template(body))
        let failure: String
        do throws(Interruption) {
            let reply = try await session.send(probe).reply
            if reply.isSuccess, let token = reply.data?["token"]?.stringValue { return token }
            failure = reply.brief
        } catch {
            failure = error.reason
        }
        throw Canary.Failure(description: "cannot sign in to \(session.target.url) as '\(user)': \(failure)")
    }
}
