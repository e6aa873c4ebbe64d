/// What `apply` did with a draft.
public struct Applied<ID: Hashable & Sendable>: Hashable, Sendable {
    /// What became of the resource.
    public enum Outcome: String, Hashable, Sendable, Codable {
        /// There was none that matched.
        case created
        /// The one that matched differed from the draft.
        case updated
        /// The one that matched was like the draft.
        case unchanged
    }

    /// The identifier of the resource.
    public let id: ID
    /// What became of it.
    public let outcome: Outcome

    /// Creates a result.
    public init(id: ID, outcome: Outcome) {
        self.id = id
        self.outcome = outcome
    }
}

extension ResourceGroup {
    /// Creates what a draft says, or changes the one object that agrees with it in a property.
    ///
    /// - Parameters:
    ///   - draft: The members of the draft.
    ///   - key: The property.
    ///   - operation: The operation that lists the objects, for errors.
    ///   - objects: All objects.
    ///   - create: Creates what the draft says.
    ///   - update: Changes an object where it differs from the draft, and returns whether it does.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the draft leaves the property empty or only the server
    ///   sets it, `.conflict` if several objects match.
    func apply<Object: ServerObject & Identifiable>(
        _ draft: JSONObject,
        _ key: KeyPath<Object, String>,
        _ operation: OperationName,
        in objects: [Object],
        create: () async throws -> Object.ID,
        update: (Object) async throws -> Bool
    ) async throws -> Applied<Object.ID> where Object.ID: Sendable {
        // A draft has no identifier, so a property that tells these two apart is of the server's making.
        let values = ["1", "2"].map { identifier in
            Object(members: ServerMembers(draft, identifiedBy: identifier, for: Object.self))[keyPath: key]
        }
        guard let wanted = values.first, !wanted.isEmpty, Set(values).count == 1 else {
            let detail = "the draft has no value for the property to match; match another one, such as \\.name"
            throw LangBotError(.invalidRequest, operation: operation, detail: detail)
        }
        let found = objects.filter { $0[keyPath: key] == wanted }
        guard found.count <= 1 else {
            let detail = "\(found.count) of the server's objects match the draft; delete or rename all but one of them"
            throw LangBotError(.conflict, operation: operation, detail: detail)
        }
        guard let object = found.first else { return Applied(id: try await create(), outcome: .created) }
        return Applied(id: object.id, outcome: try await update(object) ? .updated : .unchanged)
    }
}

extension ServerMembers {
    /// The members of a draft, with an identifier wherever the type demands one and the draft has none.
    fileprivate init(_ draft: JSONObject, identifiedBy identifier: String, for type: any ServerObject.Type) {
        let missing = type.memberRules.filter { name, rule in
            if case .identifier = rule { draft[name] == nil } else { false }
        }
        self.init(draft.merging(missing.mapValues { _ in .string(identifier) }) { own, _ in own })
    }
}

extension ServerObject {
    /// The members of a draft that are not like those of this object.
    func differences(from draft: JSONObject, except names: Set<String> = []) -> JSONObject {
        draft.filter { name, value in !names.contains(name) && !value.isNull && fields[name] != value }
    }
}
