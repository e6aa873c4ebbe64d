import HTTPCore

/// Several requests on one connection, and many connections at once.
extension Mutants {
    static let connections = [
        Mutant(
            "connection.sticky-credential",
            "A request without a credential uses that of the request before it.",
            ["auth.connection.not-sticky", "connection.pipelined"],
            sticky()
        ),
        Mutant(
            "connection.two-lengths",
            "Transfer-Encoding overrides Content-Length, and the connection stays open.",
            ["wire.length-and-coding"],
            equivalent: [.init(profiles: Releases.all, reason: "every release does this; it is a known deviation")],
            Mutation(configure: { $0.limits.isLax = true })
        ),
        Mutant(
            "connection.few-workers",
            "50 unfinished requests block all others.",
            ["connection.half-requests"],
            Mutation(configure: { $0.maximumConnections = 50 })
        ),
    ]

    private static func sticky() -> Mutation {
        let last = Locked<String?>(nil)
        return .requests { request, original in
            let key = request.fields["x-api-key"]
            let before = last.withLock { last in
                defer { if key == original.apiKey { last = key } }
                return last
            }
            guard request.isAnonymous, request.path == "/api/v1/platform/bots", let before else { return }
            request.authenticate(before)
        }
    }
}
