/// The query parameters and content of an operation's requests.
///
/// Taken from LangBot's handlers and database columns, without members that the server sets itself, such as `uuid` and
/// `created_at`, even if requests with them are accepted.
package struct RequestShape: Hashable, Sendable {
    /// A query parameter, a member of a JSON body, or a part of a form.
    package struct Member: Hashable, Sendable {
        package let name: String
        /// The type that a client should send; releases accept others too, and fail on some of them.
        package let type: JSONSchema
        let isRequired: Bool
        /// The first and the last release that accept it, if that is not the whole life of the operation; other
        /// releases refuse or ignore it.
        package let since, until: Release?
        /// The first and the last release that require it, if others accept but do not require it.
        let requiredSince, requiredUntil: Release?
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

    package static let none = RequestShape(query: [], body: .none)

    /// All members, first of the query and then of the body.
    package var members: [Member] { query + body.members }
}

extension RequestShape.Member {
    /// An optional member.
    static func optional(
        _ name: String,
        _ type: JSONSchema = .text,
        since: Release? = nil,
        until: Release? = nil
    ) -> Self {
        Self(
            name: name,
            type: type,
            isRequired: false,
            since: since,
            until: until,
            requiredSince: nil,
            requiredUntil: nil
        )
    }

    /// A required member.
    static func required(
        _ name: String,
        _ type: JSONSchema = .text,
        since: Release? = nil,
        until: Release? = nil,
        requiredSince: Release? = nil,
        requiredUntil: Release? = nil
    ) -> Self {
        Self(
            name: name,
            type: type,
            isRequired: true,
            since: since,
            until: until,
            requiredSince: requiredSince,
            requiredUntil: requiredUntil
        )
    }

    /// Whether a release that has the operation accepts the member.
    package func isTaken(by release: Release) -> Bool { release.isWithin(since, until) }

    /// Whether a release that has the operation requires the member.
    package func isRequired(by release: Release) -> Bool {
        isRequired && isTaken(by: release) && release.isWithin(requiredSince, requiredUntil)
    }
}

extension Release {
    fileprivate func isWithin(_ first: Release?, _ last: Release?) -> Bool {
        first.map { $0 <= self } ?? true && last.map { self <= $0 } ?? true
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
