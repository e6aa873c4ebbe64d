/// The query parameters and content of an operation's requests.
///
/// Taken from LangBot's handlers and database columns, without members that the server sets itself, such as `uuid` and
/// `created_at`, even if requests with them are accepted.
package struct RequestShape: Hashable, Sendable {
    /// A query parameter, a member of a JSON body, or a part of a form.
    package struct Member: Hashable, Sendable {
        package let name: String
        /// The first release that accepts it.
        package let since: Release
        /// The last release that accepts it, or nil if the newest one does; later ones refuse or ignore it.
        package let until: Release?
        /// The first release that requires it, or nil if none does.
        package let requiredSince: Release?
        /// The last release that requires it, or nil if the newest one does.
        package let requiredUntil: Release?
    }

    package enum Body: Hashable, Sendable {
        case none
        /// A JSON object of these members.
        case json([Member])
        /// Any JSON object, such as a configuration whose members a plugin defines.
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

    /// All members, first of the query and then of the body.
    package var members: [Member] { query + body.members }
}

extension RequestShape.Member {
    /// An optional member.
    package static func optional(_ name: String, _ since: Release, until: Release? = nil) -> Self {
        Self(name: name, since: since, until: until, requiredSince: nil, requiredUntil: nil)
    }

    /// A required member; the bounds limit the releases that require it.
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

    /// Whether a release accepts the member.
    package func isTaken(by release: Release) -> Bool {
        since <= release && until.map { release <= $0 } ?? true
    }

    /// Whether a release requires the member.
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
