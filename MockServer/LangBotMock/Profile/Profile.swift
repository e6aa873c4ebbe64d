import HTTPCore
package import LangBotContract

/// How a LangBot of some kind answers: everything in which one differs from another, as data.
package struct Profile: Sendable {
    /// The name by which it is chosen.
    package let name: String
    /// The version that it says it is.
    let version: String
    /// The operations that it has.
    package let endpoints: [Endpoint]
    let handlers: [OperationID: Handler]
    let authenticator: Authenticator
    let errors: ErrorStyle
    let failures: FailureStyle
    let headers: HeaderPolicy
    let routing: RoutingStyle
    /// What a new installation holds besides accounts and keys.
    let furnish: @Sendable (inout World, Surroundings) -> Void

    /// The document, followed to the letter, and HTTP's own rules where it is silent.
    package static let documented = Profile(
        name: "documented",
        version: "v\(Contract.documentVersion)-documented",
        endpoints: Contract.operations.map(Endpoint.init(documented:)),
        handlers: HandlerTable.documented,
        authenticator: .documented,
        errors: .documented,
        failures: .numeric,
        headers: HeaderPolicy(),
        routing: .envelopes,
        furnish: { world, surroundings in world.addDefaultPipeline(surroundings) }
    )

    /// Every profile there is: the document's, and one for each release.
    package static let all = [documented] + ReleaseTraits.all.map(Profile.init(release:))

    /// How much of a message is read; the releases' own server is not particular.
    var limits: HTTPLimits {
        var limits = HTTPLimits()
        limits.isLax = routing != .envelopes
        return limits
    }

    /// The operations that there is a handler for.
    package var operationsDone: Set<OperationID> { Set(handlers.keys) }

    /// The names of the profiles, and of the series of releases.
    package static let names =
        all.map(\.name) + Release.allCases.map(\.series).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }

    /// The profile of that name; a series such as `4.11` names its newest release.
    package static func named(_ name: String) -> Profile? {
        let full = Release(named: name)?.rawValue ?? name
        return all.first { $0.name == full }
    }
}

/// How a failure of the server's own is answered.
enum FailureStyle: Hashable, Sendable {
    /// Code -2 and the reason.
    case numeric
    /// A text, and the request's name instead of the reason.
    case text
}

/// What is answered where no operation is.
enum RoutingStyle: Hashable, Sendable {
    /// Envelopes with the status that HTTP has for it.
    case envelopes
    /// HTML pages: unknown paths lead to the web interface, which is there for GET alone.
    case pages(Pages)

    struct Pages: Hashable, Sendable {
        /// The status of an unknown path of the API: 200 where the web interface answers it, 404 where nothing does.
        let unknown: Int
        /// Whether HEAD fails where several methods share a path.
        let failsHead: Bool
    }
}
