import HTTPCore
package import LangBotContract

/// Everything in which one LangBot differs from another, as data.
package struct Profile: Sendable {
    /// The name of the profile.
    package let name: String
    /// The version that it reports.
    let version: String
    /// Its operations.
    package let endpoints: [Endpoint]
    let traits: Traits
    let handlers: [OperationID: Handler]
    let liveHandlers: [OperationID: LiveHandler]
    let sockets: [OperationID: SocketOperation]
    let authenticator: Authenticator
    let errors: ErrorStyle
    let failures: FailureStyle
    let headers: HeaderPolicy
    let routing: RoutingStyle

    /// The documented API to the letter, with the rules of HTTP where the documentation is silent.
    package static let documented = documents(
        in: .own,
        name: "documented",
        version: "v\(Contract.documentVersion)-documented"
    )

    /// The same in a later edition of the guide.
    private static func documents(in edition: Edition) -> Profile {
        documents(in: edition, name: "documented-\(edition.rawValue)", version: "v\(edition.rawValue)-documented")
    }

    private static func documents(in edition: Edition, name: String, version: String) -> Profile {
        let behaviour = Behaviour(.documents(in: edition))
        return Profile(
            name: name,
            version: version,
            endpoints: Contract.operations.compactMap { Endpoint($0, documentedIn: edition) },
            traits: behaviour.traits,
            handlers: behaviour.handlers,
            liveHandlers: behaviour.liveHandlers,
            sockets: [:],
            authenticator: .documented,
            errors: .documented,
            failures: .numeric,
            headers: HeaderPolicy(),
            routing: .envelopes
        )
    }

    /// All profiles: the first and the last edition of the documents, and one for each release.
    package static let all = [documented, documents(in: .v4_10_7)] + Release.allCases.map(Profile.init)

    /// The limits for messages; the server of the releases is lax.
    var limits: HTTPLimits {
        var limits = HTTPLimits()
        limits.isLax = routing != .envelopes
        return limits
    }

    /// The operations with a handler of either kind.
    package var operationsDone: Set<OperationID> { Set(handlers.keys).union(liveHandlers.keys).union(sockets.keys) }

    /// The names of all profiles and series.
    package static let names =
        all.map(\.name) + Release.allCases.map(\.series).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }

    /// The profile with the given name; a series such as `4.11` means its newest release.
    package static func named(_ name: String) -> Profile? {
        let full = Release(named: name)?.rawValue ?? name
        return all.first { $0.name == full }
    }
}

/// How a profile answers internal errors.
enum FailureStyle: Hashable, Sendable {
    /// Code -2 and the reason.
    case numeric
    /// A text as the code, and a request ID instead of the reason.
    case text
}

/// How a profile answers unknown paths and methods.
enum RoutingStyle: Hashable, Sendable {
    /// Envelopes with the status that HTTP defines.
    case envelopes
    /// HTML pages: unknown paths lead to the web interface, which only has GET.
    case pages(Pages)

    struct Pages: Hashable, Sendable {
        /// The status of unknown API paths: 200 if the web interface answers them, 404 otherwise.
        let unknown: Int
        /// Whether HEAD fails on paths with several methods.
        let failsHead: Bool
    }
}
