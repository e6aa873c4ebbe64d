/// What a request of an operation may carry besides its path and credential.
///
/// Read from LangBot's handlers and columns. What a server sets itself, such as `uuid` and `created_at`, is left out
/// even where a body that holds it is accepted.
package struct RequestShape: Hashable, Sendable {
    /// A query parameter, a member of a JSON body, or a part of a form.
    package struct Member: Hashable, Sendable {
        package let name: String
        /// The first release that takes it.
        package let since: Release
        /// The last release that takes it, or nil where the newest does; later ones refuse or drop it.
        package let until: Release?
        /// The first release that refuses a request without it, or nil where none does.
        package let requiredSince: Release?
        /// The last release that refuses a request without it, or nil where the newest does.
        package let requiredUntil: Release?
    }

    package enum Body: Hashable, Sendable {
        case none
        /// A JSON object of these members.
        case json([Member])
        /// Any JSON object: a configuration whose members a plugin decides.
        case free
        /// A form of the media type `multipart/form-data`.
        case multipart(files: [Member], fields: [Member])
    }

    package let query: [Member]
    package let body: Body

    package init(query: [Member] = [], body: Body = .none) {
        self.query = query
        self.body = body
    }

    package static let none = RequestShape()

    /// Every member: of the query, then of the body.
    package var members: [Member] { query + body.members }
}

extension RequestShape.Member {
    /// One that a request may leave out.
    package static func optional(_ name: String, _ since: Release, until: Release? = nil) -> Self {
        Self(name: name, since: since, until: until, requiredSince: nil, requiredUntil: nil)
    }

    /// One that a request must have, in the releases between the two bounds where these are given.
    package static func required(
        _ name: String,
        _ since: Release,
        until: Release? = nil,
        requiredSince: Release? = nil,
        requiredUntil: Release? = nil
    ) -> Self {
        Self(
            name: name,
            since: since,
            until: until,
            requiredSince: requiredSince ?? since,
            requiredUntil: requiredUntil ?? until
        )
    }

    /// Whether the release takes it.
    package func isTaken(by release: Release) -> Bool {
        since <= release && until.map { release <= $0 } ?? true
    }

    /// Whether the release refuses a request without it.
    package func isRequired(by release: Release) -> Bool {
        guard let requiredSince else { return false }
        return requiredSince <= release && requiredUntil.map { release <= $0 } ?? true
    }
}

extension RequestShape.Body {
    /// The members of an object, or the files and fields of a form.
    package var members: [RequestShape.Member] {
        switch self {
        case .none, .free: []
        case .json(let members): members
        case .multipart(let files, let fields): files + fields
        }
    }
}
